// German, the first language. The labels of buttons are their accessible names, which tests find them by.
import { conference } from './conference';
import { effects } from './effects';
import { general } from './general';
import { help } from './help';
import { invite } from './invite';
import { prejoin } from './prejoin';
import { room } from './room';
import { start } from './start';

export const de = {
  ...general,
  ...start,
  ...prejoin,
  ...conference,
  ...effects,
  ...invite,
  ...help,
  ...room,
};
