type Props = {
  readonly reports: readonly {
    readonly by: { readonly id: string; readonly username: string }
    readonly reason?: string | null
  }[]
}

/** Who gave which reason for a report; whoever gave none is only counted. */
export function Reasons({ reports }: Props) {
  return (
    <ul className="mt-1 text-[.8125rem] leading-5 text-muted">
      {reports
        .filter((one) => one.reason)
        .map((one) => (
          <li key={one.by.id} dir="auto" className="break-words">
            {one.by.username}: {one.reason}
          </li>
        ))}
    </ul>
  )
}
