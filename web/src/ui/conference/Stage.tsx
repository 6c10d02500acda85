import { useEffect, useMemo, useState } from 'react';
import { type Person, SourceKind, type WantedPicture } from '../../state/model';
import { sharers } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { Gallery } from './Gallery';
import { SharedScreen } from './SharedScreen';
import styles from './Stage.module.css';

/** The gallery alone, or a shared screen with the gallery as a strip; and what of it is asked for. */
export function Stage() {
  const actions = useActions();
  const people = useApp((state) => state.conference.people);
  const self = useApp((state) => state.conference.self);
  const sharing = useMemo(() => sharers(people), [people]);
  const [picked, setPicked] = useState(0);
  const [screenHeight, setScreenHeight] = useState(0);
  const [tiles, setTiles] = useState<readonly WantedPicture[]>([]);
  const shown: Person | undefined =
    sharing.find((person) => person.id === picked) ??
    sharing.find((person) => person.id !== self) ??
    sharing[0];
  const remoteScreen = shown && shown.id !== self ? shown.id : undefined;

  useEffect(() => {
    const screen: WantedPicture[] =
      remoteScreen === undefined
        ? []
        : [{ person: remoteScreen, kind: SourceKind.SCREEN, height: screenHeight }];
    actions.view.look([...screen, ...tiles]);
  }, [actions, remoteScreen, screenHeight, tiles]);

  return (
    <div className={styles.stage} data-screen={shown !== undefined}>
      {shown && (
        <SharedScreen
          person={shown}
          others={sharing}
          onPick={setPicked}
          onHeight={setScreenHeight}
        />
      )}
      <div className={styles.gallery}>
        <Gallery strip={shown !== undefined} onVisible={setTiles} />
      </div>
    </div>
  );
}
