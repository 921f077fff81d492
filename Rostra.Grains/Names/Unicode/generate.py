#!/usr/bin/env python3
"""Writes the tables beside it. Run on Debian 12 with unicode-data (15.0) and libicu72, whose confusables are those of Unicode 15.0 too.

case-folding.txt       CaseFolding.txt, statuses C and F: code point, then what it folds to
confusables.txt        UTS #39, as ICU's skeleton gives it for each code point that NFKD leaves as it is
default-ignorable.txt  DerivedCoreProperties.txt, Default_Ignorable_Code_Point: first and last code point
"""
import ctypes
import pathlib
import unicodedata

UNICODE = pathlib.Path('/usr/share/unicode')
HERE = pathlib.Path(__file__).parent


def rows(name):
    for line in (UNICODE / name).read_text().splitlines():
        if line.partition('#')[0].strip():
            yield [part.strip() for part in line.partition('#')[0].split(';')]


def write(name, lines):
    (HERE / name).write_text('\n'.join(lines) + '\n')


def skeletons():
    icu = ctypes.CDLL('libicui18n.so.72')
    error = ctypes.c_int(0)
    icu.uspoof_open_72.restype = ctypes.c_void_p
    checker = ctypes.c_void_p(icu.uspoof_open_72(ctypes.byref(error)))
    buffer = ctypes.create_string_buffer(4096)
    for code in range(0x110000):
        char = chr(code)
        if 0xD800 <= code < 0xE000 or unicodedata.normalize('NFKD', char) != char:
            continue
        sent = char.encode()
        length = icu.uspoof_getSkeletonUTF8_72(checker, 0, sent, len(sent), buffer, 4096, ctypes.byref(error))
        skeleton = buffer.raw[:length].decode()
        if skeleton != char:
            yield f'{code:X} ' + ' '.join(f'{ord(c):X}' for c in skeleton)


write('case-folding.txt', (f'{int(code, 16):X} {to}' for code, status, to, *_ in rows('CaseFolding.txt') if status in 'CF'))
write('confusables.txt', skeletons())
write('default-ignorable.txt', (
    ' '.join(f'{int(end, 16):X}' for end in (span.split('..') * 2)[:2])
    for span, name, *_ in rows('DerivedCoreProperties.txt') if name == 'Default_Ignorable_Code_Point'))
