import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleStateView } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { rulesQuery } from './carrier-queries.ts';
import { DraftEditor } from './draft-editor.tsx';
import { RuleList } from './rule-list.tsx';

/** Which offer is chosen: the rules that hold, and a draft of others that is tried on the past before it holds. */
export function RulesSection({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const { data: state, isPending, error, refetch } = useQuery(rulesQuery(accountId));
  const [writes, setWrites] = useState(false);
  const isDrafting = writes || state?.draft !== null;
  return (
    <Section
      title={t('carriers.rules')}
      flush
      actions={
        state &&
        !isDrafting && (
          <Button small kind="quiet" onClick={() => setWrites(true)}>
            {t(state.rules.length > 0 ? 'carriers.changeRules' : 'carriers.writeRules')}
          </Button>
        )
      }
    >
      {isPending && <SkeletonLines count={3} />}
      {error && !state && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {state && (
        <>
          <p className="px-4 pt-3 text-soft">{t('carriers.rulesText')}</p>
          <p className="px-4 py-3 font-medium">
            {state.rules.length > 0 ? t('carriers.holds', { version: state.version }) : t('carriers.holdsNone')}
          </p>
          {state.rules.length > 0 && <RuleList rules={state.rules} />}
          {isDrafting && <DraftEditor accountId={accountId} state={state} onDone={() => setWrites(false)} />}
          <History accountId={accountId} state={state} />
        </>
      )}
    </Section>
  );
}

function History({ accountId, state }: { accountId: string; state: RuleStateView }) {
  const { t } = useTranslation();
  const zone = useZone(accountId);
  const past = state.history.filter(({ version }) => version !== state.version);
  if (past.length === 0) return null;
  return (
    <details className="px-4 py-3 text-xs">
      <summary className="w-fit text-soft hover:text-ink">{t('carriers.pastVersions')}</summary>
      <ul className="mt-1.5 flex flex-col gap-1 text-soft">
        {past.map(({ version, by, at, rules }) => (
          <li key={version}>
            {t('carriers.pastVersion', { version, count: rules })} · {by} · {formatTime(at, 'dayTime', zone)}
          </li>
        ))}
      </ul>
    </details>
  );
}
