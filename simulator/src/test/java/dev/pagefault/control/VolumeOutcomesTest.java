package dev.pagefault.control;

import dev.pagefault.mesh.Diagnostic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeOutcomesTest {
  /** Outcomes that the table specifies. */
  static final int OUTCOMES = 5;

  private static final String SPEC =
      " size_bytes=1e11 free_bytes=5e10 iops_provisioned=300 bytes_per_second_limit=1.3e8 ";

  @ParameterizedTest(name = "{2}: {1} against {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iops=10 | iops=20 iops_limit=3000 burst_balance=100 busy=0.01                    | idle
          iops=80 | iops=90 iops_limit=3000 burst_balance=60 busy=0.03                     | idle
          iops=20 | iops=90 iops_limit=3000 burst_balance=60 busy=0.03                     | busy
          iops=20 | iops=40 iops_limit=300 busy=0.7                                        | busy
          iops=20 | iops=290 iops_limit=300 queue_length=0.4 busy=0.9                      | busy
          iops=20 | iops=299 iops_limit=300 queue_length=6 busy=1                          | at its throughput limit
          iops=20 | iops=2990 iops_limit=3000 queue_length=6 burst_balance=40 busy=1       | at its throughput limit
          iops=20 | iops=100 iops_limit=3000 bytes_per_second=1.29e8 queue_length=4 busy=1 | at its throughput limit
          iops=20 | iops=300 iops_limit=300 queue_length=9 burst_balance=0 busy=1          | out of burst credit
          iops=20 | iops=2 refused=3 burst_balance=0                                       | no space left
          iops=20 | iops=2 free_bytes=600                                                  | no space left
          """)
  void volume(String was, String is, String outcome) {
    OutcomesTest.judge(Diagnostic.VOLUME, SPEC + was, SPEC + is, outcome);
  }
}
