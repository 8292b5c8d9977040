import { formatNumber } from "../text";

interface Point {
  label: string;
  value: number;
}

/** Bars by day, with a table for those who cannot see them. */
export function BarChart({ title, points, format = formatNumber }: { title: string; points: Point[]; format?: (value: number) => string }) {
  const most = Math.max(1, ...points.map((point) => point.value));
  return (
    <figure className="chart">
      <figcaption>{title}<strong>{format(points.reduce((sum, point) => sum + point.value, 0))}</strong></figcaption>
      <div className="bars" aria-hidden="true">
        {points.map((point) => (
          <span key={point.label} title={`${point.label}: ${format(point.value)}`}>
            <i style={{ height: `${Math.max(point.value > 0 ? 3 : 0, (100 * point.value) / most)}%` }} />
          </span>
        ))}
      </div>
      <div className="bar-labels" aria-hidden="true"><span>{points[0]?.label}</span><span>{points[points.length - 1]?.label}</span></div>
      <table className="unseen">
        <caption>{title}</caption>
        <tbody>{points.map((point) => <tr key={point.label}><th scope="row">{point.label}</th><td>{format(point.value)}</td></tr>)}</tbody>
      </table>
    </figure>
  );
}

/** The last values of a figure between 0 and 100. */
export function LineChart({ title, values, value }: { title: string; values: number[]; value: string }) {
  // A first value alone is a line already: the figure is there.
  const points = values.length === 1 ? [...values, ...values] : values;
  const step = 100 / Math.max(1, points.length - 1);
  const line = points.map((one, index) => `${index === 0 ? "M" : "L"}${(index * step).toFixed(2)} ${(40 - Math.min(100, one) * 0.38).toFixed(2)}`).join("");
  return (
    <figure className="chart line">
      <figcaption>{title}<strong>{value}</strong></figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label={`${title}: ${value}`}>
        {points.length > 1 && <><path className="area" d={`${line}L100 40L0 40Z`} /><path className="stroke" d={line} vectorEffect="non-scaling-stroke" /></>}
      </svg>
    </figure>
  );
}
