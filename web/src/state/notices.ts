// Short messages, shown for a moment and read aloud. At most four wait, the oldest goes first.
import type { AppState, Notice } from './model';

const maxNotices = 4;

export function addNotice(
  state: AppState,
  key: string,
  tone: Notice['tone'],
  name?: string,
): AppState {
  const id = state.noticeCount + 1;
  const notice: Notice = { id, key, tone, ...(name === undefined ? {} : { name }) };
  const notices = [...state.notices, notice].slice(-maxNotices);
  return { ...state, noticeCount: id, notices };
}

export function dropNotice(state: AppState, id: number): AppState {
  return { ...state, notices: state.notices.filter((notice) => notice.id !== id) };
}
