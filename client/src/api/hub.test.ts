import type { HubConnection } from '@microsoft/signalr'
import { expect, expectTypeOf, test } from 'vitest'
import type { Batch, MemberRoom, Message, Posted, Refusal } from './generated.ts'
import { type AnswerTo, type Brings, type Connection, type Gives, hubOver, type Takes } from './hub.ts'

test('a command goes to the connection as it is, and so does its answer', async () => {
  const sent: unknown[] = []
  const hub = hubOver({
    invoke: async <T>(...args: unknown[]) => {
      sent.push(args)
      return { refusal: { code: 'notMember', message: 'No.' } } as T
    },
    on: () => undefined,
  })

  const answer = await hub.invoke('DeleteMessage', { roomId: 'r', id: 7 })

  expect(sent).toEqual([['DeleteMessage', { roomId: 'r', id: 7 }]])
  expect(answer).toEqual({ refusal: { code: 'notMember', message: 'No.' } })
})

test('what the server tells reaches its handler', () => {
  const handlers = new Map<string, (...args: unknown[]) => unknown>()
  const heard: Batch[] = []
  const hub = hubOver({ invoke: () => Promise.reject(), on: (name, handler) => handlers.set(name, handler) })

  hub.on('Receive', (batch) => heard.push(batch))
  handlers.get('Receive')?.({ roomId: 'r', lastSeq: 3, reset: true })

  expect(heard).toEqual([{ roomId: 'r', lastSeq: 3, reset: true }])
})

test('the types are those of the document', () => {
  expectTypeOf<HubConnection>().toExtend<Connection>()
  expectTypeOf<Takes<'React'>['on']>().toEqualTypeOf<boolean>()
  expectTypeOf<Gives<'SendMessage'>>().toEqualTypeOf<Posted>()
  expectTypeOf<AnswerTo<'EditMessage'>>().toEqualTypeOf<
    { readonly value: Message } | { readonly refusal: Refusal }
  >()
  expectTypeOf<Gives<'Hello'>['rooms']>().toEqualTypeOf<readonly MemberRoom[]>()
  expectTypeOf<Brings<'Receive'>>().toEqualTypeOf<Batch>()
  expectTypeOf<Message['editedAt']>().toEqualTypeOf<string | undefined>()
})
