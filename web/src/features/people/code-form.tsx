import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signInView } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { api } from '../../lib/api.ts';
import { DoorFrame } from './door-frame.tsx';
import { ProblemText } from './problem-text.tsx';

/** The second step of signing in: the code of the app, or a recovery code. */
export function CodeForm({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const check = useMutation({
    mutationFn: () => api(signInView, '/auth/second-factor', { json: { code: code.trim(), recovery } }),
    onSuccess: onDone,
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate();
  };
  return (
    <DoorFrame title={t('signIn.second')} lead={t(recovery ? 'signIn.recoveryText' : 'signIn.codeText')}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t(recovery ? 'signIn.recovery' : 'signIn.code')}>
          {(attributes) => (
            <input
              {...attributes}
              key={String(recovery)}
              className="field-box font-mono tracking-widest"
              inputMode={recovery ? 'text' : 'numeric'}
              autoComplete="one-time-code"
              spellCheck={false}
              required
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <ProblemText error={check.error} />
        <Button type="submit" kind="primary" busy={check.isPending}>
          {t('signIn.go')}
        </Button>
      </form>
      <div className="flex flex-wrap justify-between gap-2">
        <Button kind="quiet" small onClick={onBack}>
          {t('common.back')}
        </Button>
        <Button
          kind="quiet"
          small
          onClick={() => {
            setCode('');
            setRecovery(!recovery);
          }}
        >
          {t(recovery ? 'signIn.useApp' : 'signIn.useRecovery')}
        </Button>
      </div>
    </DoorFrame>
  );
}
