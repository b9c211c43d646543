package dev.pagefault.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {
  @TempDir Path root;

  /** Writes {@code folder/name} or {@code name}. */
  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file.substring(0, Math.max(0, file.indexOf('/')))));
    Files.writeString(root.resolve(file), text);
  }

  @Test
  void theSecondVersionTellsMicroseconds() throws IOException {
    write(
        "cpu.stat",
        """
        usage_usec 8123456
        user_usec 7000000
        system_usec 1123456
        nr_periods 240
        nr_throttled 31
        throttled_usec 912345
        nr_bursts 0
        burst_usec 0
        """);
    assertThat(new Cgroup(root).cpu()).isEqualTo(new CpuStat(240, 31, 912_345, 8_123_456));
  }

  @Test
  void theFirstVersionTellsNanoseconds() throws IOException {
    write("cpu/cpu.stat", "nr_periods 240\nnr_throttled 31\nthrottled_time 912345678\n");
    write("cpuacct/cpuacct.usage", "8123456789\n");
    assertThat(new Cgroup(root).cpu()).isEqualTo(new CpuStat(240, 31, 912_345, 8_123_456));
  }

  @Test
  void theFirstVersionMayHaveBothControllersInOneFolder() throws IOException {
    write("cpu,cpuacct/cpu.stat", "nr_periods 2\nnr_throttled 1\nthrottled_time 5000\n");
    write("cpu,cpuacct/cpuacct.usage", "7000\n");
    assertThat(new Cgroup(root).cpu()).isEqualTo(new CpuStat(2, 1, 5, 7));
  }

  @Test
  void aQuotaIsSoManyCoresInEitherVersion() throws IOException {
    write("cpu/cpu.cfs_quota_us", "110000\n");
    write("cpu/cpu.cfs_period_us", "100000\n");
    assertThat(new Cgroup(root).cpuCores()).isEqualTo(1.1);
    write("cpu/cpu.cfs_quota_us", "-1\n");
    assertThat(new Cgroup(root).cpuCores()).isZero();
    write("cpu.max", "35000 100000\n");
    assertThat(new Cgroup(root).cpuCores()).isEqualTo(0.35);
    write("cpu.max", "max 100000\n");
    assertThat(new Cgroup(root).cpuCores()).isZero();
  }

  @Test
  void theSecondVersionsWorkingSetIsWithoutFilesThatNobodyUses() throws IOException {
    write("memory.current", "300000000\n");
    write("memory.max", "402653184\n");
    write("memory.stat", "anon 200000000\nfile 90000000\ninactive_file 60000000\n");
    Cgroup cgroup = new Cgroup(root);
    assertThat(cgroup.memoryUsed()).isEqualTo(300_000_000);
    assertThat(cgroup.memoryLimit()).isEqualTo(402_653_184);
    assertThat(cgroup.workingSet()).isEqualTo(240_000_000);
  }

  @Test
  void theFirstVersionsWorkingSetCountsTheChildrensFiles() throws IOException {
    write("memory/memory.usage_in_bytes", "300000000\n");
    write("memory/memory.limit_in_bytes", "402653184\n");
    write("memory/memory.stat", "inactive_file 10000000\ntotal_inactive_file 60000000\n");
    Cgroup cgroup = new Cgroup(root);
    assertThat(cgroup.memoryUsed()).isEqualTo(300_000_000);
    assertThat(cgroup.memoryLimit()).isEqualTo(402_653_184);
    assertThat(cgroup.workingSet()).isEqualTo(240_000_000);
  }

  @Test
  void noLimitIsZeroInEitherVersion() throws IOException {
    write("memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(new Cgroup(root).memoryLimit()).isZero();
    write("memory.max", "max\n");
    assertThat(new Cgroup(root).memoryLimit()).isZero();
  }

  @Test
  void whatIsMissingOrNonsenseIsZero() throws IOException {
    Cgroup cgroup = new Cgroup(root.resolve("nowhere"));
    assertThat(cgroup.cpu()).isEqualTo(new CpuStat(0, 0, 0, 0));
    assertThat(cgroup.cpuCores()).isZero();
    assertThat(cgroup.memoryUsed()).isZero();
    assertThat(cgroup.memoryLimit()).isZero();
    assertThat(cgroup.workingSet()).isZero();
    write("cpu.stat", "usage_usec much\n\nnr_periods\n");
    assertThat(new Cgroup(root).cpu()).isEqualTo(new CpuStat(0, 0, 0, 0));
  }
}
