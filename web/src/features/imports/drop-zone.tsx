import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { classes } from '../../lib/classes.ts';

type Props = { label: string; hint: string; busy: boolean; disabled?: boolean; onFile: (file: File) => void };

/** Takes one file, dropped or chosen. */
export function DropZone({ label, hint, busy, disabled = false, onFile }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file && !busy && !disabled) onFile(file);
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      role="presentation"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        'flex flex-col items-center gap-2 rounded-xl border-2 border-dashed px-4 py-8 text-center transition-colors',
        over ? 'border-accent! bg-accent-wash' : 'border-line-strong',
      )}
    >
      <FileUp aria-hidden size={22} className="text-faint" />
      <p className="font-medium">{label}</p>
      <p className="max-w-sm text-xs text-faint">{hint}</p>
      <Button className="mt-1" busy={busy} disabled={disabled} onClick={() => input.current?.click()}>
        {t('imports.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={label}
        accept=".txt,.tsv,.csv,text/plain,text/csv,text/tab-separated-values"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => take(event.target.files)}
      />
    </div>
  );
}
