import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExistingRoom } from '../../state/model';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { type Column, DataTable } from '../kit/DataTable';
import { SearchBox } from '../kit/SearchBox';
import styles from './AdminPage.module.css';
import { ConfirmDialog } from './ConfirmDialog';
import { durationText } from './duration_text';
import { ListFoot } from './ListFoot';

/** The rooms that exist now, as numbers; one can be ended at once (R65). */
export function RoomsSection() {
  const { t } = useTranslation();
  const actions = useActions();
  const overview = useApp((state) => state.admin.overview);
  const search = useApp((state) => state.admin.rooms.text);
  const [ending, setEnding] = useState<ExistingRoom>();
  const rooms = overview?.rooms ?? [];

  const columns: Column<ExistingRoom>[] = [
    { id: 'name', header: t('admin.rooms.name'), cell: (room) => room.name },
    {
      id: 'state',
      header: t('admin.rooms.state'),
      cell: (room) => t(room.paused ? 'admin.rooms.paused' : 'admin.rooms.open'),
    },
    { id: 'inside', header: t('admin.rooms.inside'), cell: (room) => room.inside },
    { id: 'waiting', header: t('admin.rooms.waiting'), cell: (room) => room.waiting },
    { id: 'age', header: t('admin.rooms.age'), cell: (room) => durationText(t, room.age) },
    {
      id: 'action',
      header: t('admin.rooms.action'),
      cell: (room) => (
        <Button
          look="secondary"
          size="small"
          aria-label={t('admin.rooms.endName', { room: room.name })}
          onPress={() => setEnding(room)}
        >
          {t('admin.rooms.end')}
        </Button>
      ),
    },
  ];

  return (
    <section className={styles.card} aria-label={t('admin.rooms.tab')}>
      <div className={styles.tools}>
        <div className={styles.search}>
          <SearchBox
            label={t('admin.rooms.search')}
            value={search}
            onChange={(text) => actions.admin.searchRooms(text)}
          />
        </div>
      </div>
      {overview && rooms.length === 0 && (
        <p className={styles.muted}>{t(search ? 'admin.rooms.notFound' : 'admin.rooms.none')}</p>
      )}
      {rooms.length > 0 && (
        <DataTable
          label={t('admin.rooms.tab')}
          columns={columns}
          rows={rooms}
          keyOf={({ id }) => id}
        />
      )}
      <ListFoot
        shown={rooms.length}
        total={overview?.total ?? 0}
        onMore={() => actions.admin.moreRooms()}
      />
      {ending && <EndRoom room={ending} onClose={() => setEnding(undefined)} />}
    </section>
  );
}

function EndRoom({ room, onClose }: { room: ExistingRoom; onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const count = room.inside + room.waiting;
  return (
    <ConfirmDialog
      title={t('admin.rooms.endTitle', { room: room.name })}
      confirm={t('admin.rooms.endNow')}
      danger
      onConfirm={() => actions.admin.endRoom(room.id, onClose)}
      onClose={onClose}
    >
      <p>{count === 0 ? t('admin.rooms.endEmpty') : t('admin.rooms.endText', { count })}</p>
    </ConfirmDialog>
  );
}
