package roadbed.assess.cost.allocation;

import roadbed.model.Provider;

/**
 * Where rules put lines of one kind.
 *
 * @param provider who runs what is billed
 * @param account the account as the inventory writes it
 * @param accountName what people call it
 * @param environment empty where nothing says so
 * @param owner empty where the line is shared or nobody's
 * @param pool the pool of shared cost; empty where it is in none
 * @param rule the rule that decided; empty where none did
 * @param basis {@code tag}, {@code resource}, {@code rule}, {@code account}, {@code shared} or empty
 */
public record Placement(
    Provider provider,
    String account,
    String accountName,
    String environment,
    String owner,
    String pool,
    String rule,
    String basis) {

  /** Whether no rule says whose it is. */
  public boolean unallocated() {
    return owner.isEmpty() && pool.isEmpty();
  }
}
