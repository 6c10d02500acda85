// English, as complete as German: every part has the German one as its type.
import { conference } from './conference';
import { effects } from './effects';
import { general } from './general';
import { help } from './help';
import { invite } from './invite';
import { prejoin } from './prejoin';
import { room } from './room';
import { start } from './start';

export const en = {
  ...general,
  ...start,
  ...prejoin,
  ...conference,
  ...effects,
  ...invite,
  ...help,
  ...room,
};
