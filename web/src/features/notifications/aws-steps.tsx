import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { keyStatement, queuePolicy, readerPolicy } from './aws-policies.ts';

/** Until the address of the queue is known. */
const sampleArn = 'arn:aws:sqs:REGION:123456789012:waybill';

/** What is to be done at AWS, step by step, with the texts to copy. */
export function AwsSteps({ arn }: { arn: string | undefined }) {
  const { t } = useTranslation();
  const shownArn = arn ?? sampleArn;
  const steps = [
    { name: 'queue', json: undefined },
    { name: 'policy', json: queuePolicy(shownArn) },
    { name: 'encryption', json: keyStatement() },
    { name: 'user', json: readerPolicy(shownArn) },
    { name: 'enter', json: undefined },
  ] as const;
  return (
    <ol className="flex min-w-0 flex-col gap-5">
      {steps.map(({ name, json }, n) => (
        <li key={name} className="flex min-w-0 gap-3">
          <span
            aria-hidden
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-xs font-semibold text-soft"
          >
            {n + 1}
          </span>
          <div className="min-w-0 flex-1">
            <h3 className="font-medium">{t(`notifications.steps.${name}`)}</h3>
            <p className="text-soft">{t(`notifications.steps.${name}Text`)}</p>
            {json && (
              <div className="relative mt-2">
                <pre tabIndex={0} className="quiet-scroll overflow-x-auto rounded-lg bg-sunken p-3 pr-10 font-mono text-2xs">
                  {json}
                </pre>
                <div className="absolute top-1.5 right-1.5">
                  <CopyButton text={json} label={t('notifications.copy')} />
                </div>
                {name !== 'encryption' && arn === undefined && <p className="mt-1 text-xs text-faint">{t('notifications.steps.sample')}</p>}
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
