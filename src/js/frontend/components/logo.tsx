/** An eye whose iris is a peak: netra, apex. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className="shrink-0">
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path d="M4 12.5C6.2 8.8 9 7 12 7s5.800 1.800 8 5.500c-2.200 3.700-5 5.500-8 5.500s-5.800-1.800-8-5.500Z" fill="none" className="stroke-on-accent" strokeWidth="1.600" strokeLinejoin="round" />
      <path d="m12 9 3.400 6H8.600L12 9Z" className="fill-on-accent" />
    </svg>
  );
}
