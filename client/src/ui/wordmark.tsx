export function Wordmark({ className = 'text-[1.875rem]' }: { readonly className?: string }) {
  return (
    <span className="wordmark-glows">
      <span className={`wordmark font-head leading-none tracking-[.05em] ${className}`}>ROSTRA</span>
    </span>
  )
}
