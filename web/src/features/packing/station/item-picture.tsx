import { Package } from 'lucide-react';
import { useState } from 'react';

/** What the item looks like; a plain box where there is no picture or none comes. */
export function ItemPicture({ url }: { url: string | null }) {
  const [lost, setLost] = useState<string | null>(null);
  const box = 'flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-xl border bg-sunken text-faint sm:size-20';
  return (
    <span aria-hidden className={box}>
      {url !== null && url !== lost ? (
        <img src={url} alt="" className="size-full bg-surface object-contain" onError={() => setLost(url)} />
      ) : (
        <Package size={28} />
      )}
    </span>
  );
}
