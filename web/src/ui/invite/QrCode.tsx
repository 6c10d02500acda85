import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import { useInvitation } from '../access/use_invitation';
import styles from './QrCode.module.css';

/** The link as a code for the camera of a phone, drawn here as one path. */
export function QrCode() {
  const { t } = useTranslation();
  const { link } = useInvitation();
  const { size, path } = useMemo(() => drawn(link), [link]);
  return (
    <>
      <p>{t('invite.qrText')}</p>
      <svg
        className={styles.code}
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t('invite.qrLabel')}
      >
        <path d={path} />
      </svg>
    </>
  );
}

const quietZone = 4; // modules around the code, ISO/IEC 18004

function drawn(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone });
  const squares = data.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')),
  );
  return { size, path: squares.join('') };
}
