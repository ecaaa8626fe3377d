using System.Buffers.Binary;
using System.IO.Pipes;
using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Sandbox;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>The two ends of the pipes, and what each does with a hostile one.</summary>
public sealed class FrameTests
{
    [Fact]
    public async Task Channels_carry_bytes_both_ways_at_once_without_waiting_for_each_other()
    {
        using Pair pair = new();
        byte[] bytes = new byte[20 << 20];
        new Random(1).NextBytes(bytes);
        Channel near = pair.Near.Open(7);
        Channel far = pair.Far.Open(7);
        Channel idle = pair.Near.Open(8); // nobody reads its other end
        pair.Far.Open(8);
        Task[] writers =
        [
            .. ((Channel[])[near, far]).Select(channel =>
                Task.Run(() =>
                {
                    channel.Write(bytes);
                    channel.EndOutput();
                })
            ),
            Task.Run(() => idle.Write(bytes)),
        ];
        foreach (Channel channel in (Channel[])[far, near])
        {
            byte[] read = new byte[bytes.Length];
            channel.ReadExactly(read);
            read.ShouldBe(bytes);
            channel.ReadByte().ShouldBe(-1);
        }

        await Task.WhenAll(writers[..2]);
        writers[2].IsCompleted.ShouldBeFalse();
        pair.Near.Stop(new IOException("over"));
        await Should.ThrowAsync<IOException>(() => writers[2]);
    }

    [Fact]
    public void Random_bytes_are_refused_and_nothing_else_happens() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes =>
                {
                    int received = 0;
                    FrameLink link = new(new MemoryStream(bytes), Stream.Null, isLenient: false) { Receive = (_, _) => received++ };
                    link.Open(1);
                    try
                    {
                        link.Run();
                    }
                    catch (FrameException)
                    {
                        // as it should be
                    }

                    return received <= bytes.Length / 5;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(FrameLink.MostJson + 1)]
    public void A_length_that_no_frame_has_is_refused_before_anything_is_kept(int length)
    {
        byte[] head = new byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(head, length);
        head[4] = (byte)FrameKind.Result;
        FrameLink link = new(new MemoryStream(head), Stream.Null, isLenient: false) { Receive = (_, _) => { } };
        Should.Throw<FrameException>(link.Run);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("127.9.9.9", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("192.0.0.8", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Addresses_of_local_networks_are_not_public(string address, bool isPublic) =>
        Broker.IsPublic(System.Net.IPAddress.Parse(address)).ShouldBe(isPublic);

    /// <summary>Two links with pipes between them.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly AnonymousPipeServerStream[] servers = [new(PipeDirection.Out), new(PipeDirection.Out)];

        public Pair()
        {
            AnonymousPipeClientStream[] clients =
            [
                .. servers.Select(server => new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle)),
            ];
            Near = new FrameLink(clients[0], servers[1], isLenient: false) { Receive = (_, _) => { } };
            Far = new FrameLink(clients[1], servers[0], isLenient: true) { Receive = (_, _) => { } };
            foreach (FrameLink link in (FrameLink[])[Near, Far])
                new Thread(() => Run(link)) { IsBackground = true }.Start();
        }

        public FrameLink Near { get; }

        public FrameLink Far { get; }

        public void Dispose()
        {
            foreach (AnonymousPipeServerStream server in servers)
                server.Dispose();
        }

        private static void Run(FrameLink link)
        {
            try
            {
                link.Run();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // the test is over
            }
        }
    }
}
