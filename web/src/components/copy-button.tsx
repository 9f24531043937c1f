import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Over plain HTTP from another machine the browser offers no clipboard; the text can still be selected.
    await navigator.clipboard?.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <IconButton small label={copied ? t('common.copied') : label} onClick={() => void copy()}>
      {copied ? <Check size={14} className="text-good" /> : <Copy size={14} />}
    </IconButton>
  );
}
