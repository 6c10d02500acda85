import type { ReactNode } from 'react';
import styles from './DataTable.module.css';

export interface Column<Row> {
  id: string;
  header: string;
  cell(row: Row): ReactNode;
}

/** A table; on narrow screens each row is a card on which every value has its name. */
export function DataTable<Row>(props: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
}) {
  const [first, ...others] = props.columns;
  if (!first) return null;
  return (
    <table className={styles.table} aria-label={props.label}>
      <thead className={styles.head}>
        <tr>
          {props.columns.map(({ id, header }) => (
            <th key={id} scope="col">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.keyOf(row)}>
            <th scope="row" className={styles.title}>
              {first.cell(row)}
            </th>
            {others.map(({ id, header, cell }) => (
              <td key={id}>
                <span className={styles.name} aria-hidden="true">
                  {header}
                </span>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
