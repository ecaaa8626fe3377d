using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Sandbox;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>A frame gets as many bytes as it has promised, whatever becomes of the file.</summary>
public sealed class FileInputTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(70_001)]
    [InlineData(300_000)]
    public async Task Sends_the_file_in_parts(int length)
    {
        byte[] content = Written(length);
        using SafeFileHandle file = File.OpenHandle(path);
        FileInput input = new(file, length);
        (await Sent(input, 65_537)).ShouldBe(content);
        (input.Left, input.Failure).ShouldBe((0, null));
    }

    [Fact]
    public async Task What_was_cut_off_is_zeros_up_to_the_end_of_the_frame_and_nothing_follows()
    {
        byte[] content = Written(10_000);
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        FileInput input = new(file, content.Length);
        RandomAccess.SetLength(file, 2500);
        byte[] sent = await Sent(input, 4000);
        sent.Length.ShouldBe(4000);
        sent[..2500].ShouldBe(content[..2500]);
        sent[2500..].ShouldAllBe(one => one == 0);
        (input.Left, input.Failure).ShouldBe((0, null));
    }

    [Fact]
    public async Task What_cannot_be_read_is_zeros_and_the_reason_is_kept()
    {
        using SafeFileHandle folder = File.OpenHandle("/proc/self/mem");
        FileInput input = new(folder, 10_000); // nothing is mapped at its beginning
        (await Sent(input, 4000)).ShouldBe(new byte[4000]);
        input.Left.ShouldBe(0);
        input.Failure.ShouldNotBeNull();
    }

    private byte[] Written(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        File.WriteAllBytes(path, content);
        return content;
    }

    /// <summary>Sends in frames, to the end; what arrives.</summary>
    private static async Task<byte[]> Sent(FileInput input, int frame)
    {
        using AnonymousPipeServerStream to = new(PipeDirection.Out);
        using AnonymousPipeClientStream from = new(PipeDirection.In, to.ClientSafePipeHandle);
        using MemoryStream arrived = new();
        Task reading = from.CopyToAsync(arrived);
        while (input.Left is var left and > 0)
            input.Write(to, (int)Math.Min(left, frame));
        to.Dispose();
        await reading;
        return arrived.ToArray();
    }
}
