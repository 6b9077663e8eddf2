package io.github.immutable.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Free ports below those that the kernel gives to clients, which the load takes many of. */
final class Ports {
  private static final int FIRST = 22_000;
  private static final int STEP = 250;
  private static final int BLOCKS = 40;
  private static final int FRONT_DOOR = 220;
  private static final int SERVERS = 9;

  /** Of the processes that run tests beside one another, each has every other block. */
  private static final int FORK = Integer.getInteger("fork", 1);

  private Ports() {}

  /** The first of a block: servers of blue, 100 on those of green, and a front door. */
  static int block() {
    SplittableRandom random = new SplittableRandom();
    return IntStream.range(0, 10 * BLOCKS)
        .map(i -> FIRST + STEP * (2 * random.nextInt(BLOCKS / 2) + FORK % 2))
        .filter(Ports::free)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no free block of ports from " + FIRST + " up"));
  }

  static int frontDoor(int block) {
    return block + FRONT_DOOR;
  }

  private static boolean free(int block) {
    return isFree(frontDoor(block))
        && IntStream.range(0, SERVERS).allMatch(i -> isFree(block + i) && isFree(block + 100 + i));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException e) {
      return false;
    }
  }
}
