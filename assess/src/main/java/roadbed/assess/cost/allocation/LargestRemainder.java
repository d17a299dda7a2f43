package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Shares of an amount by weights, whose sum is the amount to the last digit (the method of largest remainders).
 * Units are tenths of a billionth of the currency, or finer where the amount is.
 */
public final class LargestRemainder {
  /** Digits behind the point to which shares go at least. */
  private static final int LEAST_SCALE = 10;

  private final List<BigInteger> weights;
  private final BigInteger total;

  /**
   * Shares by these weights.
   *
   * @throws IllegalArgumentException where a weight is negative, or none is positive
   */
  public LargestRemainder(List<BigDecimal> weights) {
    int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    List<BigInteger> whole = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (BigDecimal weight : weights) {
      if (weight.signum() < 0) {
        throw new IllegalArgumentException("a weight is negative: " + weight);
      }
      BigInteger units = weight.setScale(scale).unscaledValue();
      whole.add(units);
      sum = sum.add(units);
    }
    if (sum.signum() == 0) {
      throw new IllegalArgumentException("there is no weight");
    }
    this.weights = List.copyOf(whole);
    total = sum;
  }

  /** The share of each weight, in their order. Of equal remainders the first gets the unit that is left. */
  public List<BigDecimal> split(BigDecimal amount) {
    int scale = Math.max(amount.scale(), LEAST_SCALE);
    BigInteger units = amount.setScale(scale).unscaledValue().abs();
    boolean negative = amount.signum() < 0;
    int count = weights.size();
    BigInteger[] shares = new BigInteger[count];
    BigInteger[] remainders = new BigInteger[count];
    BigInteger given = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      BigInteger[] parts = units.multiply(weights.get(i)).divideAndRemainder(total);
      shares[i] = parts[0];
      remainders[i] = parts[1];
      given = given.add(parts[0]);
    }
    int left = units.subtract(given).intValueExact();
    if (left > 0) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        order.add(i);
      }
      order.sort(Comparator.comparing((Integer i) -> remainders[i]).reversed());
      for (int i : order.subList(0, left)) {
        shares[i] = shares[i].add(BigInteger.ONE);
      }
    }
    List<BigDecimal> split = new ArrayList<>(count);
    for (BigInteger share : shares) {
      split.add(new BigDecimal(negative ? share.negate() : share, scale));
    }
    return split;
  }

  /** The shares of all four amounts. */
  List<Amounts> split(Amounts amounts) {
    List<BigDecimal> billed = split(amounts.billed());
    List<BigDecimal> effective = split(amounts.effective());
    List<BigDecimal> list = split(amounts.list());
    List<BigDecimal> contracted = split(amounts.contracted());
    List<Amounts> shares = new ArrayList<>();
    for (int i = 0; i < billed.size(); i++) {
      shares.add(new Amounts(billed.get(i), effective.get(i), list.get(i), contracted.get(i)));
    }
    return shares;
  }
}
