import { call, download } from "../../api/client";
import type { StoredTablesTable } from "../../api/schema";
import { Button } from "../../parts/Button";
import { Empty, Loaded } from "../../parts/States";
import { useResource } from "../../store/resources";
import { say, sayError } from "../../store/toasts";
import { t } from "../../text";

export function TablesTab({ id, filename, goTo }: { id: string; filename: string; goTo: (page: number) => void }) {
  const tables = useResource(`document/${id}/tables`, () => call("GET /api/v1/documents/{document_id}/tables", { path: { document_id: id } }));
  const stem = filename.replace(/\.pdf$/i, "");
  const all = (format: "csv" | "xlsx", name: string) => void download("GET /api/v1/documents/{document_id}/tables", { path: { document_id: id }, query: { format } }, name).catch(sayError);
  return (
    <Loaded of={tables}>
      {(data) => data.tables.length === 0 ? <Empty icon="table" title={t("reader.noTables")} /> : (
        <>
          <div className="row tab-tools">
            <Button size="small" icon="download" onClick={() => all("xlsx", `${stem}.xlsx`)}>{t("tables.allXLSX")}</Button>
            <Button size="small" icon="download" onClick={() => all("csv", `${stem}-tables.zip`)}>{t("tables.allCSV")}</Button>
          </div>
          {data.tables.map((table, index) => <TableCard key={table.table_id} id={id} table={table} number={index + 1} stem={stem} goTo={goTo} />)}
        </>
      )}
    </Loaded>
  );
}

interface CardProps {
  id: string;
  table: StoredTablesTable;
  number: number;
  stem: string;
  goTo: (page: number) => void;
}

function TableCard({ id, table, number, stem, goTo }: CardProps) {
  const save = (format: "csv" | "xlsx") =>
    void download("GET /api/v1/documents/{document_id}/tables/{table_id}", { path: { document_id: id, table_id: table.table_id }, query: { format } }, `${stem}-${table.table_id}.${format}`).catch(sayError);
  const copy = async () => {
    // Spreadsheets take cells apart by tabs.
    const lines = [...(table.headers.length ? [table.headers] : []), ...table.rows].map((row) => row.map((cell) => cell.replace(/[\t\n]/g, " ")).join("\t"));
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      say(t("copied"), "success");
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <section className="table-card" aria-label={table.caption ?? t("tables.number", { n: number })}>
      <header>
        <div><strong>{table.caption ?? t("tables.number", { n: number })}</strong>
          <button type="button" className="as-link" onClick={() => goTo(table.page_number)}>{t("reader.pageN", { n: table.page_number })}</button></div>
        <div className="row">
          <Button size="small" kind="quiet" icon="copy" onClick={() => void copy()}>{t("copy")}</Button>
          <Button size="small" kind="quiet" onClick={() => save("csv")}>CSV</Button>
          <Button size="small" kind="quiet" onClick={() => save("xlsx")}>XLSX</Button>
        </div>
      </header>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("tables.number", { n: number })}>
        <table>
          {table.headers.length > 0 && <thead><tr>{table.headers.map((cell, index) => <th key={index} scope="col">{cell}</th>)}</tr></thead>}
          <tbody>{table.rows.map((row, index) => <tr key={index}>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}
