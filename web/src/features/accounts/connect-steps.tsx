import { Link } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConnectResult } from '#src/modules/accounts/contract.ts';
import { buttonLook } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { classes } from '../../lib/classes.ts';

const steps = ['token', 'marketplaces', 'orders', 'personal'] as const;

/** What is checked when connecting, one by one, and what each check found. */
export function ConnectSteps({ result, pending }: { result: ConnectResult | undefined; pending: boolean }) {
  const { t } = useTranslation();
  return (
    <Section title={t('connect.steps')}>
      <div role="status">
        <ol className="flex flex-col gap-3">
          {steps.map((name, index) => {
            const found = result?.steps.find((step) => step.step === name);
            return (
              <li key={name} className="flex gap-2.5">
                <span
                  className={classes(
                    'flex size-5 shrink-0 items-center justify-center rounded-full text-2xs font-semibold',
                    found ? (found.ok ? 'bg-good-wash text-good' : 'bg-bad-wash text-bad') : 'bg-sunken text-faint',
                    pending && 'animate-pulse',
                  )}
                >
                  {found ? (
                    found.ok ? (
                      <Check size={12} aria-label={t('connect.ok')} />
                    ) : (
                      <X size={12} aria-label={t('connect.notOk')} />
                    )
                  ) : (
                    index + 1
                  )}
                </span>
                <span className="min-w-0">
                  <span className="font-medium">{t(`connect.step.${name}`)}</span>
                  <span className="block text-xs break-words text-soft">{found?.detail ?? t(`connect.stepAbout.${name}`)}</span>
                </span>
              </li>
            );
          })}
        </ol>
      </div>
      {result?.connected && (
        <Link to="/orders" className={classes(buttonLook({ kind: 'primary' }), 'mt-4')}>
          {t('connect.toOrders')}
        </Link>
      )}
    </Section>
  );
}
