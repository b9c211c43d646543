package dev.pagefault.toxiproxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/**
 * The socket of the client or of the upstream. It sits in front of Vert.x's own handler, because a
 * Vert.x socket knows no half-closed connection: it would drop what is still on its way to a client
 * that has said all it has to say. Lives on the connection's event loop.
 */
final class Peer extends ChannelInboundHandlerAdapter {

  /** What becomes of a socket. */
  interface Owner {
    void received(Peer peer, byte[] bytes);

    /** It will send no more; it may still receive. */
    void ended(Peer peer);

    /** It can be written to again. */
    void drained(Peer peer);

    /** It is closed. */
    void gone(Peer peer);
  }

  private final Owner owner;

  /** Vert.x's place in the pipeline; what is written and closed from here goes past Vert.x. */
  private final ChannelHandlerContext vertx;

  private final Channel channel;

  private Peer(Owner owner, ChannelHandlerContext vertx) {
    this.owner = owner;
    this.vertx = vertx;
    this.channel = vertx.channel();
  }

  /** Takes {@code socket} over from Vert.x, on its event loop; it isn't read yet. */
  static Peer of(NetSocket socket, Owner owner) {
    ChannelHandlerContext vertx = ((NetSocketInternal) socket).channelHandlerContext();
    vertx.channel().config().setAutoRead(false);
    vertx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    Peer peer = new Peer(owner, vertx);
    vertx.pipeline().addBefore(vertx.name(), "peer", peer);
    return peer;
  }

  /** Whether to read it; back-pressure begins here. */
  void read(boolean on) {
    if (channel.config().isAutoRead() != on) {
      channel.config().setAutoRead(on);
    }
  }

  boolean writable() {
    return channel.isWritable();
  }

  void write(Chunk chunk) {
    ByteBuf bytes = Unpooled.wrappedBuffer(chunk.bytes(), chunk.from(), chunk.length());
    Unawaited.leave(vertx.writeAndFlush(bytes));
  }

  /** Sends FIN behind what was written; it may still be read. */
  void finish() {
    behindWritten(() -> Unawaited.leave(((DuplexChannel) channel).shutdownOutput()));
  }

  /** Closes it behind what was written. */
  void close() {
    behindWritten(this::drop);
  }

  private void behindWritten(Runnable action) {
    Unawaited.leave(
        vertx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> action.run()));
  }

  /** Closes it at once; what was written may be lost. */
  void drop() {
    Unawaited.leave(vertx.close());
  }

  /** Closes it with RST, which is what a close does that must not linger. */
  void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    drop();
  }

  boolean open() {
    return channel.isOpen();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      owner.received(this, ByteBufUtil.getBytes(bytes));
    } finally {
      bytes.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      owner.ended(this);
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    if (channel.isWritable()) {
      owner.drained(this);
    }
    super.channelWritabilityChanged(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    owner.gone(this);
    super.channelInactive(context);
  }

  @Override
  @SuppressWarnings("deprecation") // of ChannelHandler's; a ChannelInboundHandler's is in order
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    drop(); // a reset by the other side: the connection is over, which gone() tells
  }
}
