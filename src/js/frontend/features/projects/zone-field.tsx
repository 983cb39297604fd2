import { Field } from "@/components/field";
import { zones } from "@/lib/time";

export function ZoneField({ zone, hint }: { zone: string; hint: string }) {
  return (
    <Field label="Time zone" hint={hint}>
      {(ids) => (
        <select {...ids} name="time_zone" defaultValue={zone}>
          {zones(zone).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
