import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { classes } from '../lib/classes.ts';

/**
 * The image of a product, or a quiet placeholder of the same size where there is none, or it cannot be loaded. It says nothing
 * that the name beside it does not, so readers of screens pass it by.
 */
export function Picture({ url, className = 'size-9' }: { url: string | null; className?: string }) {
  const [lost, setLost] = useState<string | null>(null);
  const isShown = url !== null && url !== lost;
  return (
    <span
      aria-hidden
      className={classes('inline-flex shrink-0 items-center justify-center overflow-hidden rounded-md border bg-white', className)}
    >
      {isShown ? (
        <img src={url} alt="" loading="lazy" decoding="async" className="size-full object-contain" onError={() => setLost(url)} />
      ) : (
        <ImageOff size={14} className="text-neutral-300" />
      )}
    </span>
  );
}
