import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire between a browser and the server that a test can cut and mend. */
export type CutProxy = {
  readonly address: string
  /** Breaks every connection and refuses new ones. */
  readonly cut: () => void
  readonly mend: () => void
  readonly close: () => void
}

export async function cutProxy(target: URL): Promise<CutProxy> {
  const open = new Set<Socket>()
  let isCut = false
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  const server = createServer((inside) => {
    keep(inside)
    if (isCut) return inside.destroy()
    const outside = connect(Number(target.port || 80), target.hostname)
    keep(outside)
    inside.pipe(outside).pipe(inside)
    inside.on('close', () => outside.destroy())
    outside.on('close', () => inside.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const breakAll = () => {
    for (const socket of open) socket.destroy()
  }

  return {
    address: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true
      breakAll()
    },
    mend: () => {
      isCut = false
    },
    close: () => {
      server.close()
      breakAll()
    },
  }
}
