import type { ReactNode } from 'react';

export interface Column {
  readonly name: string;
  /** Figures are set in mono, at the right. */
  readonly figure?: boolean;
}

interface DataTableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** A small table that scrolls sideways when it must. */
export function DataTable({ label, columns, rows }: DataTableProps) {
  return (
    <div tabIndex={0} role="group" aria-label={label} className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <thead className="text-xs text-muted-foreground">
          <tr>
            {columns.map(({ name, figure }) => (
              <th
                key={name}
                scope="col"
                className={`py-1 pr-3 font-medium whitespace-nowrap last:pr-0 ${figure ? 'text-right' : ''}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-t">
              {cells.map((cell, at) => (
                <td
                  key={columns[at]?.name ?? at}
                  className={`py-1 pr-3 last:pr-0 ${columns[at]?.figure ? 'text-right font-mono text-xs whitespace-nowrap tabular-nums' : ''}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
