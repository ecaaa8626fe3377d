# The commands on agents, with a home and a configuration of their own, and the watch over logs that are being written.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $worker = Start-Worker
    $sample = New-SampleHome "$TestDrive/home"
    $own = @{ HOME = $sample; USERPROFILE = $sample; LOCALAPPDATA = "$sample/AppData/Local"; APPDATA = "$sample/AppData/Roaming" }
    $yaml = if ($IsWindows) { "$sample/AppData/Roaming/Rimuru/local.yaml" } elseif ($IsMacOS) { "$sample/Library/Application Support/Rimuru/local.yaml" } else { "$sample/.config/rimuru/local.yaml" }

    # Runs a script in a session whose home is the sample.
    function Invoke-Own([string] $Script) { Invoke-Session $worker $Script -Environment $own }

    # One answer of Claude Code, as it is logged at this moment.
    function New-Line([string] $Session, [string] $Id, [string] $StopReason) {
        $message = @{ role = 'assistant'; model = 'claude-sonnet-4-5'; id = $Id; stop_reason = $StopReason; usage = @{ input_tokens = 10; output_tokens = 5 } }
        $line = @{ type = 'assistant'; sessionId = $Session; uuid = "u$Id"; timestamp = [DateTimeOffset]::UtcNow.ToString('O'); cwd = '/work/shop'; message = $message }
        $line | ConvertTo-Json -Compress -Depth 5
    }
}
AfterAll { Stop-Worker $worker }

Describe 'AgentType' {
    It 'compares with text on either side, in any case of letters' {
        $type = [Rimuru.AgentType]::ClaudeCode
        $type -eq 'ClaudeCode' | Should -BeTrue
        $type -eq 'claudecode' | Should -BeTrue
        'ClaudeCode' -eq $type | Should -BeTrue
        $type -eq 'Codex' | Should -BeFalse
        $type -like 'Claude*' | Should -BeTrue
        $type -in 'Codex', 'ClaudeCode' | Should -BeTrue
        "$type" | Should -BeExactly 'ClaudeCode'
    }

    It 'is any name, whether Rimuru knows the agent or not' {
        ([Rimuru.AgentType]'Tiny').Name | Should -BeExactly 'Tiny'
        [Rimuru.AgentType]'codex' -eq [Rimuru.AgentType]::Codex | Should -BeTrue
        { [Rimuru.AgentType]' ' } | Should -Throw
    }

    It 'is sorted and grouped' {
        $types = [Rimuru.AgentType]::Pi, [Rimuru.AgentType]'Zed', [Rimuru.AgentType]::Amp, [Rimuru.AgentType]'pi'
        ($types | Sort-Object).Name | Should -Be 'Amp', 'Pi', 'pi', 'Zed'
        $types | Group-Object | ForEach-Object Count | Should -Be 1, 2, 1
    }

    It 'is text in JSON, CSV and CliXml of a record' {
        $found = (Get-RimuruAgent -Discover -HomePath $sample)[0]
        ($found | ConvertTo-Json | ConvertFrom-Json).AgentType | Should -BeExactly 'ClaudeCode'
        ($found | ConvertTo-Csv | ConvertFrom-Csv).AgentType | Should -BeExactly 'ClaudeCode'
        $found | Export-Clixml "$TestDrive/found.xml"
        (Import-Clixml "$TestDrive/found.xml").AgentType | Should -BeExactly 'ClaudeCode'
        [Rimuru.AgentType]::Codex | Export-Clixml "$TestDrive/type.xml"
        Import-Clixml "$TestDrive/type.xml" | Should -BeExactly 'Codex'
    }
}

Describe 'Get-RimuruAgent -Discover' {
    It 'gives the agents that are here, and reads no logs' {
        $found = Get-RimuruAgent -Discover -HomePath $sample
        $found | Should -BeOfType Rimuru.DiscoveredAgent
        $found.Name | Should -Be 'ClaudeCode', 'Codex'
        $found[0].AgentType | Should -Be ([Rimuru.AgentType]::ClaudeCode)
        $found[0].Roots | Should -Be (Join-Path $sample '.claude/projects')
        "$sample/$LedgerFile" | Should -Not -Exist
    }

    It 'runs a program of the user to learn its version, and none of another home' -Skip:$IsWindows {
        $folder = (New-Item -ItemType Directory "$TestDrive/tools/.claude/local" -Force).FullName
        "#!/bin/sh`necho '2.1.219 (Claude Code)'" | Set-Content "$folder/claude"
        chmod +x "$folder/claude"
        $script = '$found = Get-RimuruAgent claude* -Discover; $found.Version; $found.ExecutablePath'
        Invoke-Session $worker $script -Environment @{ HOME = "$TestDrive/tools" } | Should -Be '2.1.219', "$folder/claude"
        $found = Get-RimuruAgent claude* -Discover -HomePath "$TestDrive/tools"
        $found.Version, $found.ExecutablePath | Should -Be $null, "$folder/claude"
    }

    It 'says which name is wrong and answers the rest' {
        $found = Get-RimuruAgent Nobody, Codex -Discover -HomePath $sample -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.Name | Should -Be 'Codex'
        $errors.FullyQualifiedErrorId | Should -Be 'E2002,Rimuru.Commands.GetRimuruAgentCommand'
    }
}

Describe 'Test-RimuruAgent' {
    It 'finds the sample healthy, and only what is here' {
        $health = Test-RimuruAgent -HomePath $sample
        $health | Should -BeOfType Rimuru.AgentHealth
        $health.Agent | Should -Be 'ClaudeCode', 'Codex'
        $health.IsHealthy | Should -Be $true, $true
    }

    It 'says of one that is named that it is not here' {
        (Test-RimuruAgent Amp -HomePath $sample).Status | Should -Be ([Rimuru.HealthStatus]::Absent)
    }

    It 'says what is wrong and what to do' {
        $broken = New-SampleHome "$TestDrive/broken"
        Get-ChildItem "$broken/.codex" -Recurse -Filter *.jsonl | Add-Content -Value '{ damaged }'
        $health = Get-RimuruAgent Codex -HomePath $broken -WarningAction SilentlyContinue | Test-RimuruAgent -HomePath $broken
        $health.Status | Should -Be ([Rimuru.HealthStatus]::Degraded)
        $health.Findings[0].Message | Should -BeLike '1 record(s) in *rollout*damaged*'
        $health.Findings[0].Action | Should -Not -BeNullOrEmpty
    }

    It 'tests again at an interval, and ends with what is behind it' {
        (Test-RimuruAgent Codex -IntervalSeconds 1 -HomePath $sample | Select-Object -First 2) | Should -HaveCount 2
    }
}

Describe 'Enable- and Disable-RimuruAgent' {
    BeforeEach { Remove-Item $yaml -ErrorAction Ignore }

    It 'keeps Rimuru from an agent and lets it again' {
        Invoke-Own @'
            (Disable-RimuruAgent Codex -PassThru).Enabled
            (Get-RimuruAgent Codex -NoSync -WarningAction Ignore).Enabled
            (Sync-RimuruSession).Agent -join ','
            'Codex' | Enable-RimuruAgent
            (Sync-RimuruSession).Agent -join ','
'@ | Should -Be 'False', 'False', 'ClaudeCode', 'ClaudeCode,Codex'
        Get-Content $yaml | Should -Be 'agents:', '  codex:', '    enabled: true'
    }

    It 'changes nothing else in the file' {
        $null = New-Item -ItemType Directory (Split-Path $yaml) -Force
        "# mine`nagents:`n  codex: # the other one`n    enabled: true # for now`n`nsync:`n  enabled: false`n" | Set-Content $yaml -NoNewline
        Invoke-Own 'Disable-RimuruAgent codex'
        Get-Content -Raw $yaml | Should -Be "# mine`nagents:`n  codex: # the other one`n    enabled: false # for now`n`nsync:`n  enabled: false`n"
    }

    It 'writes nothing with -WhatIf' {
        Invoke-Own 'Disable-RimuruAgent C* -WhatIf' | Should -HaveCount @((Get-RimuruAgent -NoSync).Name -like 'C*').Count
        $yaml | Should -Not -Exist
    }

    It 'says which name is wrong and changes the others' {
        Invoke-Own @'
            Disable-RimuruAgent Nobody, Codex -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors.FullyQualifiedErrorId
            (Get-RimuruAgent -NoSync | Where-Object -Not Enabled).Name
'@ | Should -Be 'E2002,Rimuru.Commands.DisableRimuruAgentCommand', 'Codex'
    }
}

Describe 'Register- and Unregister-RimuruAgent' {
    BeforeEach {
        Remove-Item $yaml -ErrorAction Ignore
        $second = New-SampleHome "$TestDrive/second home, with a comma"
        (Get-ChildItem "$second/.claude" -Recurse -Filter 'c47d*.jsonl') | ForEach-Object { (Get-Content -Raw $_) -replace 'c47d9e18', 'ffff0000' -replace 'msg_01', 'msg_99' | Set-Content ($_.FullName -replace 'c47d9e18', 'ffff0000') }
    }

    It 'reads a second home until it is taken away' {
        Invoke-Own @"
            Register-RimuruAgent ClaudeCode -Path '$second' -WarningVariable warnings
            `$warnings.Count
            (Get-RimuruAgent ClaudeCode).Roots.Count
            @(Get-RimuruSession -SessionId ffff0000*).Count
            (Unregister-RimuruAgent ClaudeCode -Path *second* -PassThru).Roots.Count
            @(Get-RimuruSession -SessionId ffff0000*).Count
"@ | Should -Be 0, 2, 1, 1, 1
    }

    It 'refuses what does not exist unless it may come' {
        Invoke-Own @'
            Register-RimuruAgent Codex -Path ~/nowhere -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors.FullyQualifiedErrorId
            Register-RimuruAgent Codex -Path ~/nowhere -Force -WarningAction SilentlyContinue -WarningVariable warnings
            $warnings.Count
            Unregister-RimuruAgent Codex -Path ~/elsewhere -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors.FullyQualifiedErrorId
'@ | Should -Be 'E9002,Rimuru.Commands.RegisterRimuruAgentCommand', 1, 'E9002,Rimuru.Commands.UnregisterRimuruAgentCommand'
    }

    It 'leaves no empty section behind' {
        Invoke-Own "Disable-RimuruAgent Codex; Register-RimuruAgent ClaudeCode -Path '$second'; Unregister-RimuruAgent ClaudeCode -Path '$second'"
        Get-Content $yaml | Should -Be 'agents:', '  codex:', '    enabled: false'
    }

    It 'writes nothing with -WhatIf' {
        Invoke-Own "Register-RimuruAgent ClaudeCode -Path '$second' -WhatIf" | Should -Match 'What if'
        $yaml | Should -Not -Exist
    }
}

Describe 'Watch-RimuruSession' {
    BeforeEach {
        $live = New-SampleHome "$TestDrive/live$([guid]::NewGuid().ToString('N'))"
        $folder = New-Item -ItemType Directory "$live/.claude/projects/-work-shop" -Force
        $null = Sync-RimuruSession -HomePath $live
    }

    It 'tells what happens, and ends with what is behind it' {
        # New sessions, until the watch tells of one; that one ends.
        $write = {
            param($folder, $line)
            for ($i = 1; $true; $i++) {
                $line.Replace('live', "live$i") | Set-Content "$folder/live$i.jsonl"
                Start-Sleep -Milliseconds 100
            }
        }
        $writer = [powershell]::Create().AddScript($write).AddParameters(@("$folder", (New-Line live live-a tool_use)))
        $null = $writer.BeginInvoke()
        $followed = $null
        $events = Watch-RimuruSession -HomePath $live -IntervalSeconds 1 -TimeoutSeconds 180 | ForEach-Object {
            if (-not $followed) {
                $writer.Stop()
                $followed = $_.SessionId
                New-Line $followed b end_turn | Add-Content "$folder/$followed.jsonl"
            }
            if ($_.SessionId -eq $followed) { $_ }
        } | Select-Object -First 2
        $writer.Dispose()
        $events | Should -BeOfType Rimuru.SessionEvent
        "$($events.Kind)" | Should -Be 'Started Ended'
        $events[1].Session.Requests | Should -Be 2
    }

    It 'ends when its time is over' {
        Watch-RimuruSession -HomePath $live -TimeoutSeconds 1 | Should -BeNullOrEmpty
    }

    It 'ends when it is stopped, however long it would wait' {
        $unread = New-SampleHome "$TestDrive/unread"
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$Manifest'; Watch-RimuruSession -HomePath '$unread' -IntervalSeconds 3600")
        $null = $shell.BeginInvoke()
        Wait-Until { Test-Path "$unread/$LedgerFile" }
        $shell.InvocationStateInfo.State | Should -Be 'Running'
        $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
    }

    It 'follows only the agents that are named' {
        (New-Line other c tool_use) | Set-Content "$folder/other.jsonl"
        Watch-RimuruSession Codex -HomePath $live -TimeoutSeconds 2 | Should -BeNullOrEmpty
    }
}

Describe 'Test-RimuruAgent -Quiet' {
    It 'is one Boolean and no error: <Script>' -ForEach @(
        @{ Script = 'Test-RimuruAgent -Quiet'; Answer = 'True' }
        @{ Script = 'Test-RimuruAgent ClaudeCode, Codex -Quiet'; Answer = 'True' }
        @{ Script = 'Get-RimuruAgent | Test-RimuruAgent -Quiet'; Answer = 'True' }
        @{ Script = 'Test-RimuruAgent Codx -Quiet'; Answer = 'False' }
        @{ Script = 'Test-RimuruAgent ClaudeCode, Codx -Quiet'; Answer = 'False' }
        @{ Script = 'Test-RimuruAgent -HomePath /nowhere/at/all -Quiet'; Answer = 'False' }
        @{ Script = '$env:RIMURU__SYNC__ENABLED = "perhaps"; Test-RimuruAgent -Quiet; $env:RIMURU__SYNC__ENABLED = $null'; Answer = 'False' }
    ) {
        Invoke-Own "`$Error.Clear(); & { $Script } | ForEach-Object { `"`$_ `$(`$_.GetType().Name)`" }; `$Error.Count" | Should -Be "$Answer Boolean", '0'
    }

    It 'is false where the data of an agent cannot be read' {
        $database = New-Item "$sample/.local/share/goose/sessions/sessions.db" -Value ('x' * 200) -Force
        try { Invoke-Own 'Test-RimuruAgent -Quiet; Test-RimuruAgent ClaudeCode -Quiet' | Should -Be 'False', 'True' } finally { $database | Remove-Item }
    }

    It 'is not repeated' {
        Invoke-Own 'try { Test-RimuruAgent -Quiet -IntervalSeconds 5 } catch { $_.FullyQualifiedErrorId }' | Should -BeLike 'AmbiguousParameterSet*'
    }
}

Describe 'The folders that can be unregistered' {
    It 'are completed, those of the agent that is named' {
        $first, $second = 'one', 'an other' | ForEach-Object { (New-Item -ItemType Directory "$TestDrive/registered/$_" -Force).FullName }
        $complete = '$of = { param($line) (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText }'
        Invoke-Own "$complete
            `$null = Register-RimuruAgent ClaudeCode -Path '$first', '$second' -WarningAction SilentlyContinue
            & `$of 'Unregister-RimuruAgent ClaudeCode -Path '; 'next'
            & `$of 'Unregister-RimuruAgent -Path '; 'next'
            @(& `$of 'Unregister-RimuruAgent Codex -Path ') -contains '$first'
            Unregister-RimuruAgent ClaudeCode -Path *" | Should -Be "'$second'", $first, 'next', "'$second'", $first, 'next', 'False'
    }
}
