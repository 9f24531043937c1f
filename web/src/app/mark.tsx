/** The sign of Waybill. */
export const Mark = ({ size = 22 }: { size?: number }) => (
  <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" className="shrink-0">
    <rect width="32" height="32" rx="8" className="fill-accent" />
    <path
      d="M7 10.5 11.2 22l4.8-8.5 4.8 8.5L25 10.5"
      fill="none"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="stroke-on-accent"
    />
  </svg>
);
