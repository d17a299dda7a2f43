package roadbed.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttributePlacesTest {
  private final AttributePlaces places =
      new AttributePlaces.Builder()
          .add("ingress.0", "main.tf", 4, 3)
          .add("ingress.0.from_port", "main.tf", 5, 5)
          .add("name", "main.tf", 2, 3)
          .build();

  @Test
  void anAttributeHasItsOwnPlace() {
    assertThat(places.of("ingress.0.from_port")).contains(Location.of("main.tf", 5, 5));
  }

  @Test
  void anAttributeWithoutOneStandsWhereTheNearestAroundItDoes() {
    assertThat(places.of("ingress.0.cidr_blocks.1")).contains(Location.of("main.tf", 4, 3));
  }

  @Test
  void nothingIsKnownOfWhatIsNotThere() {
    assertThat(places.of("tags")).isEmpty();
    assertThat(AttributePlaces.NONE.of("name")).isEmpty();
  }

  @Test
  void ofTwoNotesTheFirstCounts() {
    AttributePlaces twice =
        new AttributePlaces.Builder().add("name", "a.tf", 1, 1).add("name", "b.tf", 9, 9).build();
    assertThat(twice.of("name")).contains(Location.of("a.tf", 1, 1));
  }
}
