import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ScanView } from '#src/modules/handover/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';

/** Every number that was scanned, the newest first, with what it was. */
export function ScanList({ scans }: { scans: readonly ScanView[] }) {
  const { t } = useTranslation();
  const zone = useZone();
  return (
    <ol className="divide-y">
      {scans.map((scan) => (
        <li key={scan.scanKey} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <span className="min-w-0 flex-1 basis-52 truncate font-mono text-xs">{scan.number}</span>
          <Badge tone={scan.goes ? (scan.verdict === 'ok' ? 'good' : 'warn') : 'bad'}>{t(`handover.verdicts.${scan.verdict}`)}</Badge>
          {scan.override && <span className="text-xs text-soft">{t('handover.overridden', { reason: scan.override })}</span>}
          {scan.accountId && scan.orderId && (
            <Link
              to="/orders/$accountId/$orderId"
              params={{ accountId: scan.accountId, orderId: scan.orderId }}
              className="font-mono text-xs text-soft hover:text-accent hover:underline"
            >
              {scan.orderId}
            </Link>
          )}
          <span className="text-xs text-faint">{`${scan.person}, ${formatTime(scan.at, 'time', zone)}`}</span>
        </li>
      ))}
    </ol>
  );
}
