import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figures, StreamFigures, WayFigures } from '../../state/figures';
import { LineQuality } from '../../state/model';
import { lineOf } from '../../state/selectors';
import { useActions, useApp, useMedia } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { Fact, Facts } from '../kit/Facts';
import { ModalDialog } from '../kit/ModalDialog';
import { HelpLine } from '../kit/Support';
import { levelOf } from './LineSign';

const everyMs = 1000;

/** Somebody's line in plain words, and the figures behind them. */
export function LineDialog({ person: id }: { person: number }) {
  const { t } = useTranslation();
  const { view } = useActions();
  const person = useApp((state) => state.conference.people.find((other) => other.id === id));
  const own = useApp((state) => state.conference.self === id);
  const figures = useFigures(id);
  if (!person) return null;
  const close = () => view.inspect(0);
  return (
    <ModalDialog
      title={own ? t('statistics.own') : t('statistics.of', { name: person.name })}
      isOpen
      isText
      onClose={close}
      foot={<Button onPress={close}>{t('shortcuts.close')}</Button>}
    >
      <Words person={id} own={own} />
      {figures?.way && <Way way={figures.way} />}
      {figures?.streams.map((stream) => (
        <Stream key={`${stream.kind}.${stream.layer}`} stream={stream} own={own} />
      ))}
      {figures && figures.streams.length === 0 && (
        <p>{t(own ? 'statistics.nothingSent' : 'statistics.nothingReceived')}</p>
      )}
    </ModalDialog>
  );
}

function useFigures(person: number): Figures | undefined {
  const media = useMedia();
  const [figures, setFigures] = useState<Figures | undefined>();
  useEffect(() => {
    let open = true;
    const read = async () => {
      const now = await media.figures(person).catch(() => undefined);
      if (open) setFigures(now);
    };
    void read();
    const timer = window.setInterval(read, everyMs);
    return () => {
      open = false;
      window.clearInterval(timer);
    };
  }, [media, person]);
  return figures;
}

const tones = { good: 'info', unsteady: 'warning', poor: 'danger' } as const;

function Words({ person: id, own }: { person: number; own: boolean }) {
  const { t } = useTranslation();
  const { devices } = useActions();
  const quality = useApp((state) => {
    const person = state.conference.people.find((other) => other.id === id);
    return person ? lineOf(state, person) : LineQuality.UNSPECIFIED;
  });
  const soundOnly = useApp((state) => state.soundOnly);
  const level = levelOf(quality);
  if (!level) return <p>{t('lineQuality.unknown')}</p>;
  return (
    <Alert tone={tones[level]} role="status">
      <p>
        <strong>{t(`lineQuality.${level}`)}</strong>
      </p>
      <p>{t(`lineQuality.${own ? 'own' : 'other'}.${level}`)}</p>
      {own && level !== 'good' && (
        <>
          {!soundOnly && (
            <Button
              look="secondary"
              size="small"
              icon="soundOnly"
              onPress={() => devices.setSoundOnly(true)}
            >
              {t('view.soundOnly')}
            </Button>
          )}
          <HelpLine anchor="slow" />
        </>
      )}
    </Alert>
  );
}

function Way({ way }: { way: WayFigures }) {
  const { t } = useTranslation();
  const { roundTripMs: trip, sendable } = way;
  return (
    <Facts title={t('statistics.way')}>
      <Fact name={t('statistics.path')}>
        {t(way.relayed ? 'statistics.relayed' : 'statistics.direct')}
      </Fact>
      <Fact name={t('statistics.protocol')}>{way.protocol.toUpperCase()}</Fact>
      {trip !== undefined && (
        <Fact name={t('statistics.roundTrip')}>
          {t('statistics.milliseconds', { value: Math.round(trip) })}
        </Fact>
      )}
      {sendable !== undefined && (
        <Fact name={t('statistics.sendable')}>
          {t('statistics.kilobits', { value: Math.round(sendable / 1000) })}
        </Fact>
      )}
    </Facts>
  );
}

function Stream({ stream, own }: { stream: StreamFigures; own: boolean }) {
  const { t, i18n } = useTranslation();
  const { kind, layer, width, height, framesPerSecond, bitsPerSecond, loss, codec } = stream;
  const { targetBitsPerSecond: target, freezes, keyFrames } = stream;
  const name = t(`statistics.kind.${kind}`);
  const size = layer && t(`statistics.layer.${layer}`, layer);
  const percent = (value: number) =>
    value.toLocaleString(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Facts title={size ? `${name}, ${size}` : name}>
      {width !== undefined && (
        <Fact name={t('statistics.resolution')}>{`${width} × ${height}`}</Fact>
      )}
      {framesPerSecond !== undefined && (
        <Fact name={t('statistics.framesPerSecond')}>{String(framesPerSecond)}</Fact>
      )}
      {bitsPerSecond !== undefined && (
        <Fact name={t('statistics.rate')}>
          {t('statistics.kilobits', { value: Math.round(bitsPerSecond / 1000) })}
        </Fact>
      )}
      {target !== undefined && (
        <Fact name={t('statistics.target')}>
          {t('statistics.kilobits', { value: Math.round(target / 1000) })}
        </Fact>
      )}
      {loss !== undefined && <Fact name={t('statistics.loss')}>{percent(loss)}</Fact>}
      {freezes && (
        <Fact name={t('statistics.freezes')}>
          {t('statistics.freezesFor', {
            times: freezes.count,
            seconds: freezes.seconds.toLocaleString(i18n.language, { maximumFractionDigits: 1 }),
          })}
        </Fact>
      )}
      {keyFrames !== undefined && <Fact name={t('statistics.keyFrames')}>{String(keyFrames)}</Fact>}
      {codec && <Fact name={t('statistics.codec')}>{codec}</Fact>}
      {own && stream.limitedBy && (
        <Fact name={t('statistics.limited')}>{t(`statistics.limitedBy.${stream.limitedBy}`)}</Fact>
      )}
    </Facts>
  );
}
