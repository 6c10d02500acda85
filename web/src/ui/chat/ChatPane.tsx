import { Composer } from './Composer';
import { MessageList } from './MessageList';

/** To all and to one (R46); nothing of it is kept but on this page. */
export function ChatPane() {
  return (
    <>
      <MessageList />
      <Composer />
    </>
  );
}
