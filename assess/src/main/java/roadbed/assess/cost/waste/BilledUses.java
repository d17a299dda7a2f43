package roadbed.assess.cost.waste;

/** Tells what was billed lately, resource by resource. Implemented by {@code store} with DuckDB over the lake. */
public interface BilledUses {

  /** The newest whole month, or what days there are; {@link Bill#NONE} where nothing was billed. */
  Bill lately();
}
