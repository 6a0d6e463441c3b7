-- name: points
select
    easting,
    northing,
    count(case when violence = 1 then 1 end) as records,
    count(case when violence = 0 then 1 end) as others
from incident
where dataset = $dataset
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    easting,
    northing
order by
    easting,
    northing
