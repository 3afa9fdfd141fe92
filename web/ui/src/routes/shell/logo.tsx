/// Aurora's sign: a graph that opens and joins.

export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b2b3a" />
      <g fill="none" strokeLinecap="round" strokeWidth="2.4">
        <path stroke="#38d9a9" d="M9 16 16 9l7 7" />
        <path stroke="#66a3ff" d="m9 16 7 7 7-7" />
      </g>
      <g fill="#fff">
        <circle cx="9" cy="16" r="2.6" />
        <circle cx="16" cy="9" r="2.6" />
        <circle cx="23" cy="16" r="2.6" />
        <circle cx="16" cy="23" r="2.6" />
      </g>
    </svg>
  );
}
