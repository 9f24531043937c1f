import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/dialog.tsx';
import { useTally } from '../station/tally.ts';

/** What was packed here today, by person. Mistakes are those that the station stopped. */
export function ShiftDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { people } = useTally();
  return (
    <Dialog title={t('pack.shift')} description={t('pack.shiftText')} reading onClose={onClose}>
      <table className="w-full text-lg">
        <thead>
          <tr className="text-left text-base text-soft">
            <th className="py-1.5 font-medium">{t('pack.person')}</th>
            <th className="py-1.5 text-right font-medium">{t('pack.parcels')}</th>
            <th className="py-1.5 text-right font-medium">{t('pack.units')}</th>
            <th className="py-1.5 text-right font-medium">{t('pack.mistakes')}</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {Object.entries(people).map(([person, { parcels, units, errors }]) => (
            <tr key={person}>
              <td className="py-2">{person}</td>
              <td className="py-2 text-right font-semibold">{parcels}</td>
              <td className="py-2 text-right font-semibold">{units}</td>
              <td className="py-2 text-right font-semibold">{errors}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
