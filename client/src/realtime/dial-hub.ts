import { t } from '@lingui/core/macro'
import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr'
import { under } from '../api/base-path.ts'
import { request } from '../api/http.ts'
import { hubOver } from '../api/hub.ts'
import { inOurWords } from '../api/refusal-text.ts'
import { accessToken } from '../api/session.ts'
import type { Dial } from './socket.ts'

/**
 * A socket over SignalR. A browser cannot send headers with it, so each one is opened by a ticket of its own;
 * negotiation is skipped, so any gateway behind any balancer will do.
 */
export const dialHub: Dial = async (events) => {
  const ticket = await request('POST', '/api/auth/ticket', { body: {} })
  if ('refusal' in ticket) {
    if (!accessToken()) return 'ended'
    throw new Error(ticket.refusal.message)
  }

  const connection = new HubConnectionBuilder()
    .withUrl(under('/hub'), {
      transport: HttpTransportType.WebSockets,
      skipNegotiation: true,
      accessTokenFactory: () => ticket.value.ticket,
    })
    .configureLogging(LogLevel.None)
    .build()
  const hub = hubOver(connection)
  hub.on('Receive', events.receive)
  connection.onclose(() => events.closed())
  await connection.start()

  return {
    call: async (command, argument) => {
      try {
        const answer = await hub.invoke(command, argument)
        return 'refusal' in answer ? { refusal: inOurWords(answer.refusal) } : answer
      } catch (error) {
        if (connection.state !== HubConnectionState.Connected) throw error
        // An error completion: the server is there and could not do it. Dialling again would not help.
        return { refusal: { code: 'internal', message: t`The server could not do this.` } }
      }
    },
    close: () => void connection.stop(),
  }
}
