const noteMs = 90
const loudness = 0.05

let context: AudioContext | undefined

/** Two short soft notes. Made here, so there is nothing to fetch; a page that nobody has touched yet stays silent. */
export function chirp() {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  for (const [index, pitch] of [660, 880].entries()) {
    const at = context.currentTime + (index * noteMs) / 1000
    const tone = new OscillatorNode(context, { type: 'triangle', frequency: pitch })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(loudness, at + 0.01)
    volume.gain.linearRampToValueAtTime(0, at + noteMs / 1000)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + noteMs / 1000)
  }
}
