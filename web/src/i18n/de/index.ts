// German, the first language. The labels of buttons are their accessible names, which tests find them by.
import { admin } from './admin';
import { conference } from './conference';
import { general } from './general';
import { help } from './help';
import { invite } from './invite';
import { people } from './people';
import { prejoin } from './prejoin';
import { room } from './room';
import { start } from './start';

export const de = {
  ...general,
  ...start,
  ...prejoin,
  ...conference,
  ...people,
  ...invite,
  ...help,
  ...room,
  ...admin,
};
