import { useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';

type Props = { title: string; label: string; most: number; run: string; onClose: () => void; onCount: (units: number) => void };

/** A number of units, 1 to so many. */
export function CountDialog({ title, label, most, run, onClose, onCount }: Props) {
  const form = useId();
  const [text, setText] = useState(String(most));
  const units = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  const fits = units >= 1 && units <= most;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <Button kind="primary" className="h-12 px-6 text-base" type="submit" form={form} disabled={!fits}>
          {run}
        </Button>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!fits) return;
          onCount(units);
          onClose();
        }}
      >
        <Field label={label}>
          {(attributes) => (
            <input
              {...attributes}
              inputMode="numeric"
              autoComplete="off"
              className="field-box h-14 w-40 text-center text-2xl tabular-nums"
              value={text}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
