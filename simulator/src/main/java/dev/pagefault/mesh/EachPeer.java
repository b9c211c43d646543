package dev.pagefault.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at all peers of a link at a time: one that doesn't answer costs no more than several. */
interface EachPeer<T> {

  /** What is to be seen at an address, of a peer that messages call {@code name}; may block. */
  T look(String address, String name);

  /** One for each, in the order of the peers. */
  static <T> List<T> of(Link link, EachPeer<T> look) throws InterruptedException {
    Map<String, String> peers = link.peers();
    Map<String, T> seen = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    peers.forEach((address, name) ->
        threads.add(
            Thread.ofVirtual()
                .name("mesh")
                .start(() -> seen.put(address, look.look(address, name)))));
    for (Thread thread : threads) {
      thread.join();
    }
    return peers.keySet().stream().map(seen::get).filter(Objects::nonNull).toList();
  }
}
