import type { paths } from './generated.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type JsonOf<T> = T extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined
type Has<M extends Method> = { readonly [Name in Lowercase<M>]: { readonly responses: unknown } }
type Given<T> = NonNullable<T> extends never ? never : T

/** The paths that know this method. */
export type PathFor<M extends Method> = {
  [P in keyof paths]: paths[P] extends Has<M> ? P : never
}[keyof paths]

type Operation<M extends Method, P extends PathFor<M>> = paths[P] extends {
  readonly [Name in Lowercase<M>]: infer O
}
  ? O
  : never

type Parameters<O, Kind extends string> = O extends {
  readonly parameters: { readonly [K in Kind]?: infer T }
}
  ? Given<T>
  : never

type Part<Name extends string, T> = [T] extends [never]
  ? unknown
  : undefined extends T
    ? { readonly [N in Name]?: T }
    : { readonly [N in Name]: T }

type BodyOf<O> = O extends { readonly requestBody: infer Body } ? JsonOf<Body> : never

/** What a request has to say besides its path: what stands in the path's braces, its query, its body. */
export type Details<M extends Method, P extends PathFor<M>> = Part<
  'path',
  Parameters<Operation<M, P>, 'path'>
> &
  Part<'query', Parameters<Operation<M, P>, 'query'>> &
  Part<'body', BodyOf<Operation<M, P>>>

type Success<R> = R extends { readonly 200: infer Answer }
  ? Answer
  : R extends { readonly 201: infer Answer }
    ? Answer
    : never

/** What it answers where it is not refused. */
export type GivenBy<M extends Method, P extends PathFor<M>> =
  Operation<M, P> extends { readonly responses: infer R } ? JsonOf<Success<R>> : never
