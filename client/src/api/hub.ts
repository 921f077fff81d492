import type { paths, webhooks } from './generated.ts'

type JsonOf<T> = T extends { readonly content: { readonly 'application/json': infer Body } } ? Body : never
type NameIn<Path> = Path extends `/hub/${infer Name}` ? Name : never
type Operation<N extends CommandName> = paths[`/hub/${N}`]['post']

/** What may be asked over the hub. */
export type CommandName = NameIn<keyof paths>

/** What a command takes. */
export type Takes<N extends CommandName> = JsonOf<Operation<N>['requestBody']>

/** What a command answers: its value, or the reason it was refused. */
export type AnswerTo<N extends CommandName> = JsonOf<Operation<N>['responses'][200]>

/** The value of a command that was not refused. */
export type Gives<N extends CommandName> = Extract<AnswerTo<N>, { readonly value: unknown }>['value']

/** What the server says of its own accord. */
export type PushName = keyof webhooks

/** What a push brings. */
export type Brings<N extends PushName> = JsonOf<NonNullable<webhooks[N]['post']['requestBody']>>

/** What is used of SignalR's connection. */
export type Connection = {
  invoke<T>(method: string, ...args: unknown[]): Promise<T>
  on(method: string, handler: (...args: unknown[]) => unknown): void
}

/** The hub as the server describes it: a command that is not there, or a wrong argument, does not build. */
export type Hub = {
  invoke<N extends CommandName>(command: N, argument: Takes<N>): Promise<AnswerTo<N>>
  on<N extends PushName>(push: N, handler: (said: Brings<N>) => void): void
}

export function hubOver(connection: Connection): Hub {
  return {
    invoke: (command, argument) => connection.invoke(command, argument),
    on: (push, handler) => connection.on(push, handler as (...args: unknown[]) => void),
  }
}
