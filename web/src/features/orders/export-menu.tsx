import { Download, FileSpreadsheet, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/button.tsx';
import { Menu, MenuLabel, MenuLink } from '../../components/menu.tsx';
import { apiUrl } from '../../lib/api.ts';
import type { GridFilter } from './order-queries.ts';

/** The orders of the current tab and search as a file. */
export function ExportMenu({ filter }: { filter: GridFilter }) {
  const { t } = useTranslation();
  const href = (format: string) => apiUrl('/orders/export', { format, ...filter });
  return (
    <Menu
      trigger={
        <IconButton kind="plain" label={t('grid.export')}>
          <Download size={16} />
        </IconButton>
      }
    >
      <MenuLabel>{t('grid.exportView')}</MenuLabel>
      <MenuLink href={href('csv')} icon={<FileText size={14} />}>
        {t('grid.csv')}
      </MenuLink>
      <MenuLink href={href('xlsx')} icon={<FileSpreadsheet size={14} />}>
        {t('grid.xlsx')}
      </MenuLink>
    </Menu>
  );
}
