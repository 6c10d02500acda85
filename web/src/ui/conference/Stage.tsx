import { useEffect, useMemo, useState } from 'react';
import { SourceKind } from '../../state/model';
import { floatingSubject, isSubject, subjectOf } from '../../state/stage';
import { picturesWanted } from '../../state/wanted';
import { useActions, useApp } from '../context';
import { Gallery, type VisibleTiles } from './Gallery';
import { LargePerson } from './LargePerson';
import { OwnScreen } from './OwnScreen';
import { SharedScreen } from './SharedScreen';
import styles from './Stage.module.css';
import { useScene } from './use_scene';

const noTiles: VisibleTiles = { people: [], height: 0 };

/** Everybody alike, or one picture large with the others beside it; and what of it is asked for. */
export function Stage() {
  const actions = useActions();
  const scene = useScene();
  const subject = useMemo(() => subjectOf(scene), [scene]);
  const beside = useApp((state) => state.view.beside);
  const hidden = useApp((state) => state.display.hidden);
  const floating = useApp((state) => state.display.floating);
  const soundOnly = useApp((state) => state.soundOnly);
  const sharing = useApp((state) => state.local.sharing);
  const [subjectHeight, setSubjectHeight] = useState(0);
  const [tiles, setTiles] = useState(noTiles);

  const wanted = useMemo(
    () =>
      picturesWanted({
        self: scene.self,
        floor: scene.floor,
        hidden,
        soundOnly,
        floating: floating ? floatingSubject(scene) : undefined,
        subject,
        subjectHeight,
        tiles: tiles.people,
        tileHeight: tiles.height,
      }),
    [scene, hidden, soundOnly, floating, subject, subjectHeight, tiles],
  );
  useEffect(() => actions.view.look(wanted), [actions, wanted]);

  const screen = subject?.kind === SourceKind.SCREEN ? subject.person : undefined;
  const person = subject && isSubject(subject, subject.person, SourceKind.CAMERA);
  return (
    <div className={styles.stage}>
      {sharing && <OwnScreen />}
      <div className={styles.pictures} data-arrangement={subject ? beside : 'gallery'}>
        {screen !== undefined && <SharedScreen id={screen} onHeight={setSubjectHeight} />}
        {subject && person && <LargePerson id={subject.person} onHeight={setSubjectHeight} />}
        <div className={styles.others}>
          <Gallery
            strip={subject !== undefined && beside === 'strip'}
            without={person ? subject?.person : undefined}
            onVisible={setTiles}
          />
        </div>
      </div>
    </div>
  );
}
