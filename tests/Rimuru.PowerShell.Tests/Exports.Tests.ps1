# Files of costs and sessions: as Export-Csv writes them, and as other programs take them.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $sample = New-SampleHome "$TestDrive/home"
    $null = Sync-RimuruSession -HomePath $sample
    $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = $sample; 'Get-Rimuru*:NoSync' = $true; 'Export-Rimuru*:NoSync' = $true }
    Set-Location $TestDrive
    function Get-Failure([scriptblock] $Command) { try { $null = & $Command } catch { $_ } }
}
AfterAll { Set-Location $Root }

Describe 'Export-RimuruCost' {
    It 'writes the rows of Get-RimuruCost, and nothing to the pipeline' {
        Export-RimuruCost ./costs.csv Day, Model | Should -BeNullOrEmpty
        $rows = Import-Csv ./costs.csv
        $rows | Should -HaveCount @(Get-RimuruCost -By Day, Model).Count
        ($rows | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        ($rows[0].PSObject.Properties.Name)[0..3] | Should -Be 'day', 'model', 'periodStart', 'periodEnd'
        # What it wrote selects again.
        ($rows | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'tells the format by the name of the file: <_>' -ForEach 'json', 'jsonl', 'xml', 'md', 'html' {
        Export-RimuruCost "./costs.$_" -By Agent
        $text = Get-Content -Raw "./costs.$_"
        switch ($_) {
            'json' { ($text | ConvertFrom-Json).agent | Should -Be 'ClaudeCode', 'Codex' }
            'jsonl' { ($text.TrimEnd() -split "`n" | ConvertFrom-Json).agent | Should -Be 'ClaudeCode', 'Codex' }
            'xml' { ([xml]$text).costs.cost.agent | Should -Be 'ClaudeCode', 'Codex' }
            'md' { $text | Should -Match '(?m)^\| Agent \| Cost \(USD\) \|' }
            'html' { $text | Should -BeLike '<!DOCTYPE html>*</html>*' }
        }
    }

    It 'has another format where one is named, and none for a name that tells none' {
        Export-RimuruCost ./costs.txt -Format JsonLines -Top 1
        Get-Content ./costs.txt | Should -HaveCount 1
        (Get-Failure { Export-RimuruCost ./costs.xlsx }).FullyQualifiedErrorId | Should -Be 'E9001,Rimuru.Commands.ExportRimuruCostCommand'
    }

    It 'takes what is piped as a selection, for one file' {
        'Codex', 'ClaudeCode' | Export-RimuruCost ./both.csv
        (Import-Csv ./both.csv | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        Get-RimuruAgent Codex | Export-RimuruCost ./codex.csv
        (Import-Csv ./codex.csv).agent | Sort-Object -Unique | Should -Be 'Codex'
        @() | Export-RimuruCost ./nothing.csv
        './nothing.csv' | Should -Not -Exist
    }

    It 'writes FOCUS with its metadata beside it' {
        Export-RimuruCost ./focus.csv -Format Focus
        $rows = Import-Csv ./focus.csv
        ($rows | Measure-RimuruCost BilledCost).Sum | Should -BeExactly 0.440464d
        $about = Get-Content -Raw ./focus.metadata.json | ConvertFrom-Json
        $about.Rows | Should -Be $rows.Count
        $about.FocusVersion | Should -Be '1.4'
    }

    It 'warns of what has no price' {
        $own = New-SampleHome "$TestDrive/unpriced"
        Get-ChildItem "$own/.claude" -Recurse -Filter *.jsonl | ForEach-Object { (Get-Content -Raw $_) -replace 'claude-haiku-4-5-20251001', 'nobody-knows-it' | Set-Content $_ }
        Export-RimuruCost ./unpriced.csv -HomePath $own -NoSync:$false -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings -join '' | Should -BeLike '*nobody-knows-it*not included in the cost*'
    }
}

Describe 'The file of an export' {
    It 'is replaced, kept or continued as Export-Csv does' {
        Export-RimuruCost ./same.csv -By Agent
        Export-RimuruCost ./same.csv -By Agent
        Get-Content ./same.csv | Should -HaveCount 3
        $failure = Get-Failure { Export-RimuruCost ./same.csv -By Agent -NoClobber }
        $failure.FullyQualifiedErrorId | Should -Be 'E16003,Rimuru.Commands.ExportRimuruCostCommand'
        $failure.Exception.Message | Should -BeLike '*same.csv*'
        Export-RimuruCost ./same.csv -By Agent -Append
        Get-Content ./same.csv | Should -HaveCount 5
        (Get-Failure { Export-RimuruCost ./same.csv -By Day -Append }).FullyQualifiedErrorId | Should -Be 'E16002,Rimuru.Commands.ExportRimuruCostCommand'
        Get-Content ./same.csv | Should -HaveCount 5
    }

    It 'continues what Export-Csv began' {
        Export-RimuruSession ./ours.csv
        Import-Csv ./ours.csv | Export-Csv ./theirs.csv
        Export-RimuruSession ./theirs.csv -Append
        (Import-Csv ./theirs.csv).sessionId | Should -HaveCount (2 * @(Import-Csv ./ours.csv).Count)
    }

    It 'is replaced with -Force if it is read-only' {
        Export-RimuruCost ./locked.csv
        Set-ItemProperty ./locked.csv IsReadOnly $true
        (Get-Failure { Export-RimuruCost ./locked.csv }).FullyQualifiedErrorId | Should -Be 'E16001,Rimuru.Commands.ExportRimuruCostCommand'
        Export-RimuruCost ./locked.csv -By Agent -Force
        Get-Content ./locked.csv | Should -HaveCount 3
    }

    It 'is not written with -WhatIf' {
        Export-RimuruCost ./never.csv -WhatIf
        './never.csv' | Should -Not -Exist
    }

    It 'may have brackets in its name' {
        Export-RimuruCost -LiteralPath './a[1].csv'
        Test-Path -LiteralPath './a[1].csv' | Should -BeTrue
        Export-RimuruCost TestDrive:/drive.csv
        "$TestDrive/drive.csv" | Should -Exist
    }

    It 'has the encoding that is asked for: <Name>' -ForEach @(
        @{ Name = 'utf8BOM'; First = 0xEF, 0xBB, 0xBF }, @{ Name = 'unicode'; First = 0xFF, 0xFE }, @{ Name = 'utf8'; First = 0x61, 0x67 }, @{ Name = 1200; First = 0xFF, 0xFE }
        @{ Name = [Text.Encoding]::BigEndianUnicode; First = 0xFE, 0xFF }
    ) {
        Export-RimuruCost ./encoded.csv -Encoding $Name
        [IO.File]::ReadAllBytes("$TestDrive/encoded.csv")[0..($First.Count - 1)] | Should -Be $First
        (Import-Csv ./encoded.csv | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'has no other encoding' {
        (Get-Failure { Export-RimuruCost ./x.csv -Encoding utf9 }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError*'
    }

    It 'needs a folder' {
        (Get-Failure { Export-RimuruCost ./no/such/x.csv }).FullyQualifiedErrorId | Should -Be 'E9002,Rimuru.Commands.ExportRimuruCostCommand'
    }
}

Describe 'Export-RimuruSession' {
    It 'writes the rows of Get-RimuruSession' {
        Export-RimuruSession ./sessions.json
        $rows = Get-Content -Raw ./sessions.json | ConvertFrom-Json
        $rows.sessionId | Should -Be (Get-RimuruSession).SessionId
        Export-RimuruSession ./newest.json -Newest 1
        (Get-Content -Raw ./newest.json | ConvertFrom-Json).sessionId | Should -Be (Get-RimuruSession -Newest 1).SessionId
        Export-RimuruSession ./failed.jsonl -Status Failed
        './failed.jsonl' | Should -Exist
        Get-Content ./failed.jsonl | Should -BeNullOrEmpty
    }

    It 'disarms texts that a spreadsheet would run, unless -Raw' {
        $own = New-SampleHome "$TestDrive/hostile"
        Get-ChildItem "$own/.claude" -Recurse -Filter *.jsonl | ForEach-Object { (Get-Content -Raw $_) -replace 'Scale ingredient amounts', '=1+1' | Set-Content $_ }
        Export-RimuruSession ./hostile.csv -HomePath $own -NoSync:$false
        (Import-Csv ./hostile.csv).title | Should -Contain "'=1+1"
        Export-RimuruSession ./hostile.csv -HomePath $own -Raw
        (Import-Csv ./hostile.csv).title | Should -Contain '=1+1'
    }

    It 'has no FOCUS' {
        (Get-Failure { Export-RimuruSession ./focus.csv -Format Focus }).FullyQualifiedErrorId | Should -Be 'E9001,Rimuru.Commands.ExportRimuruSessionCommand'
    }
}
