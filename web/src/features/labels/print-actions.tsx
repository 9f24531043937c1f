import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, Download, ExternalLink, FileText, Printer, ReceiptText, Router } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabelView, PrintBody } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../components/menu.tsx';
import { toast } from '../../components/toasts.tsx';
import { papers } from '../../lib/preferences.ts';
import { useMay } from '../accounts/session.ts';
import { printFile } from '../packing/print-file.ts';
import { labelFile, sendToPrinter } from './label-queries.ts';

type Way = 'print' | 'open' | 'save';
type Ask = { way: Way; wish?: Omit<PrintBody, 'labelIds'> };

/** Prints a bought label: the browser's print dialog for paper, the label printer for ZPL; with or without its slip. */
export function PrintActions({ accountId, label, primary = false }: { accountId: string; label: LabelView; primary?: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayPrint = useMay('orders.personal');
  const isZpl = label.format.startsWith('zpl');
  const settled = {
    onError: (error: Error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['order', accountId, label.orderId, 'labels'] }),
  };
  const print = useMutation({
    mutationFn: async ({ way, wish = {} }: Ask) => {
      const file = await labelFile(accountId, [label.labelId], wish);
      const isPdf = file.type.startsWith('application/pdf');
      if (way === 'print' && isPdf) await printFile(file);
      else show(file, way === 'open' && isPdf ? undefined : `label-${label.labelId}.${isPdf ? 'pdf' : 'zpl'}`);
    },
    ...settled,
  });
  const send = useMutation({
    mutationFn: () => sendToPrinter(accountId, [label.labelId]),
    onSuccess: () => toast(t('labels.sent')),
    ...settled,
  });
  if (!mayPrint || label.state !== 'bought') return null;
  // What was bought elsewhere without a file, or found after a lost answer, has none anywhere that the desk could ask.
  if (!label.hasFile && (label.kind === 'manual' || label.reason === 'labels.reason.foundOnOrder'))
    return <span className="text-xs text-faint">{t('labels.noFile')}</span>;
  const kind = primary ? 'primary' : 'plain';
  return (
    <span className="inline-flex">
      <Button
        small={!primary}
        kind={kind}
        className="rounded-r-none"
        busy={print.isPending || send.isPending}
        onClick={() => (isZpl ? send.mutate() : print.mutate({ way: 'print' }))}
      >
        {isZpl ? <Router aria-hidden size={14} /> : <Printer aria-hidden size={14} />}
        {isZpl ? t('labels.toPrinter') : t(label.printed > 0 ? 'labels.again' : 'labels.print')}
      </Button>
      <Menu
        trigger={
          <Button small={!primary} kind={kind} square className="-ml-px rounded-l-none" aria-label={t('labels.printMore')}>
            <ChevronDown aria-hidden size={14} />
          </Button>
        }
      >
        {!isZpl &&
          papers.map((paper) => (
            <MenuItem key={paper} icon={<ReceiptText size={14} />} onSelect={() => print.mutate({ way: 'print', wish: { slip: paper } })}>
              {t('labels.withSlip', { paper: t(`slips.papers.${paper}`) })}
            </MenuItem>
          ))}
        {label.forms > 0 && (
          <MenuItem icon={<FileText size={14} />} onSelect={() => print.mutate({ way: 'print', wish: { part: 'forms' } })}>
            {t('labels.formsOnly', { count: label.forms })}
          </MenuItem>
        )}
        <MenuLine />
        {!isZpl && (
          <MenuItem icon={<ExternalLink size={14} />} onSelect={() => print.mutate({ way: 'open' })}>
            {t('labels.openFile')}
          </MenuItem>
        )}
        <MenuItem icon={<Download size={14} />} onSelect={() => print.mutate({ way: 'save' })}>
          {t('labels.saveFile')}
        </MenuItem>
      </Menu>
    </span>
  );
}

/** In a new tab, or as a download under this name. */
function show(file: Blob, name: string | undefined): void {
  const url = URL.createObjectURL(file);
  if (name === undefined) window.open(url, '_blank', 'noopener');
  else {
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
  }
  // The new tab needs a moment to load it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
