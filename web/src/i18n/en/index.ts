// English, as complete as German: every part has the German one as its type.
import { admin } from './admin';
import { conference } from './conference';
import { general } from './general';
import { help } from './help';
import { invite } from './invite';
import { people } from './people';
import { prejoin } from './prejoin';
import { room } from './room';
import { start } from './start';

export const en = {
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
