import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { z } from 'zod';
import type { PackParcel } from '#src/modules/packing/contract.ts';
import { ApiProblem } from '../../../lib/api-problem.ts';
import { readStored, writeStored } from '../../../lib/stored.ts';
import { labelFile, labelSettingsQuery, lookAtSession, sendToPrinter } from '../pack-queries.ts';
import { printFile } from '../print-file.ts';
import type { StationDesk } from './station-desk.ts';
import { useStationSettings } from './station-settings.ts';

const place = 'pack.printed';
const printedShape = z.array(z.string());
const wasPrinted = (labelId: string) => readStored(place, printedShape)?.includes(labelId) === true;
const notePrinted = (labelId: string) => writeStored(place, [...(readStored(place, printedShape) ?? []).slice(-99), labelId]);

/** Prints the labels of parcels as they are bought, each once, and again when somebody asks. */
export function usePrinting(desk: StationDesk, recent: readonly PackParcel[]): { print: (parcel: PackParcel) => void } {
  const { print: way } = useStationSettings();
  const client = useQueryClient();
  const busy = useRef(false);

  const print = useCallback(
    async ({ accountId, label: { labelId } }: PackParcel, again: boolean) => {
      if (labelId === null) return;
      try {
        // Who may not see how labels are bought prints by the browser.
        const settings = way === 'account' ? await client.fetchQuery(labelSettingsQuery(accountId)).catch(() => null) : null;
        if (settings?.printer && settings.format.startsWith('zpl')) {
          await sendToPrinter(accountId, labelId);
        } else {
          const file = await labelFile(accountId, labelId);
          if (file.type.startsWith('application/zpl')) throw new ApiProblem({ status: 0, code: 'ZPL', title: 'ZPL' });
          await printFile(file);
        }
        if (again) desk.say('good', 'printed');
        const { sender } = desk;
        // How often it was printed; if that cannot be asked now, the next look tells.
        lookAtSession(sender.store.get().state.sessionId).then(sender.show, () => undefined);
      } catch (error) {
        const isZpl = error instanceof ApiProblem && error.code === 'ZPL';
        desk.say('bad', isZpl ? 'zplNeedsPrinter' : 'notPrinted', { text: error instanceof Error ? error.message : '' });
      }
    },
    [client, desk, way],
  );

  useEffect(() => {
    const next = recent.find(({ label }) => label.printable && label.printed === 0 && label.labelId !== null && !wasPrinted(label.labelId));
    if (way === 'off' || !next?.label.labelId || busy.current) return;
    busy.current = true;
    // Noted before: a page that is loaded again in the middle must not print a second label.
    notePrinted(next.label.labelId);
    void print(next, false).finally(() => {
      busy.current = false;
    });
  }, [recent, way, print]);

  return { print: (parcel) => void print(parcel, true) };
}
