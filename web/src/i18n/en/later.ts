// English texts of the conference and of the administrator's page: they load with those (withLaterTexts).
import { admin } from './admin';
import { beside } from './beside';
import { chat } from './chat';
import { line } from './line';
import { people } from './people';
import { sound } from './sound';

export const later = {
  ...admin,
  ...beside,
  ...chat,
  ...line,
  ...people,
  ...sound,
};
